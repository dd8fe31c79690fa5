"""Configures clients with botocore: one JSON case a line in, one JSON answer a line out.

Usage: oracle.py HOME, with botocore in PYTHONPATH. HOME has the cache of SSO tokens, which botocore looks for once. A case
has the service, variables, options given in code by botocore's names and whether the machine is an instance; see
random-environment.ts. Nothing is sent: what credentials are asked of is answered here, as in fake-network.ts.
The first line out lists the session variables of botocore: logical name, key, variables.
"""

import gc
import json
import os
import re
import sys
from urllib.parse import urlsplit

HOME = sys.argv[1]
os.environ['HOME'] = HOME

from botocore import configprovider, credentials, endpoint_provider, httpsession  # noqa: E402
from botocore.awsrequest import AWSResponse  # noqa: E402
from botocore.config import Config  # noqa: E402
from botocore.exceptions import ConnectTimeoutError  # noqa: E402
from botocore.session import Session  # noqa: E402

PLAIN = [
    'use_fips_endpoint', 'use_dualstack_endpoint', 'ignore_configured_endpoint_urls', 'defaults_mode',
    'endpoint_discovery_enabled', 'sts_regional_endpoints', 'ca_bundle',
]  # fmt: skip
FINAL = [
    'inject_host_prefix', 'user_agent_appid', 'request_min_compression_size_bytes', 'disable_request_compression',
    'request_checksum_calculation', 'response_checksum_validation', 'account_id_endpoint_mode',
    'auth_scheme_preference', 'sigv4a_signing_region_set', 's3_disable_express_session_auth', 'connect_timeout',
]  # fmt: skip
OPERATIONS = {
    's3': ('head_bucket', {'Bucket': 'bucket'}),
    'sqs': ('list_queues', {}),
    'sts': ('get_caller_identity', {}),
    'dynamodb': ('list_tables', {}),
}
KEYS = {'aws_access_key_id': 'CODE', 'aws_secret_access_key': 'secret', 'aws_account_id': '123456789012'}


class Captured(Exception):
    """The request that a call would have sent."""


class Body:
    def __init__(self, data):
        self.data = data

    def stream(self, *_, **__):
        yield self.data


class Network:
    """What answers in place of services."""

    instance = False
    answers = []

    @classmethod
    def send(cls, _session, request):
        body = request.body.decode() if isinstance(request.body, bytes) else request.body or ''
        found = cls.find(urlsplit(request.url), body, request.headers)
        if found is None:
            raise Captured(request)
        return AWSResponse(request.url, 200, {}, Body(found.encode()))

    @classmethod
    def find(cls, url, body, headers):
        if url.hostname == '169.254.169.254' and not cls.instance:
            raise ConnectTimeoutError(endpoint_url=url.geturl())
        signed = headers.get('Authorization') or ''
        signed = signed.decode() if isinstance(signed, bytes) else signed
        by = re.search('Credential=([^/]+)', signed)
        text = f'{url.hostname}{url.path} {body}'
        for pattern, answer in cls.answers:
            if re.search(pattern, text):
                return answer.replace('$SIGNER', by.group(1) if by else 'nobody')
        return None


credentials.EC = object()  # Cached sessions are read without it.
httpsession.URLLib3Session.send = lambda self, request: Network.send(self, request)
# To be quick: clients are short-lived, and the rules of a service are read once.
gc.set_threshold(100_000)
read_ruleset = endpoint_provider.RuleSet
rulesets = {}


def ruleset_once(rules, **more):
    if id(rules) not in rulesets:
        rulesets[id(rules)] = read_ruleset(rules=rules, **more)
    return rulesets[id(rules)]


endpoint_provider.RuleSet = ruleset_once
TEMPLATE = Session()
LOADER = TEMPLATE.get_component('data_loader')


def new_session(profile):
    # The handlers take longer to register than all else, and clients copy them.
    session = Session(event_hooks=TEMPLATE._original_handler, include_builtin_handlers=False, profile=profile)
    session.register_component('data_loader', LOADER)
    return session


def attempt(read):
    try:
        return read()
    except Exception as error:
        return {'error': f'{type(error).__name__}: {error}'}


def credentials_of(session):
    found = session.get_credentials()
    return found.get_frozen_credentials().access_key if found else None


def url_of(client, service):
    name, parameters = OPERATIONS[service]
    try:
        getattr(client, name)(**parameters)
    except Captured as captured:
        return captured.args[0].url
    raise AssertionError('nothing was sent')


def settings_of(session, client, given):
    config = client.meta.config
    store = session.get_config_variable
    values = {name: given.get(name, store(name)) for name in PLAIN}
    values.update({name: getattr(config, name, None) for name in FINAL})
    values['region'] = client.meta.region_name
    if config.use_fips_endpoint:  # Said by the old pseudo-regions.
        values['use_fips_endpoint'] = True
    for name in ['auth_scheme_preference', 'sigv4a_signing_region_set']:
        values[name] = values[name] and values[name].replace(' ', '')
    values['parameter_validation'] = type(client._serializer).__name__ == 'ParamValidationDecorator'
    values['retry_mode'] = config.retries['mode']
    values['max_attempts'] = config.retries.get('total_max_attempts')
    values['s3'] = config.s3
    return values


def answer_to(case):
    os.environ.clear()
    os.environ.update(case['variables'])
    Network.instance = case['instance']
    session = new_session(case['profile'])
    given = dict(case['code'])
    region, endpoint = given.pop('region', None), given.pop('endpoint', None)
    verify = given.pop('ca_bundle', None)
    config = Config(**given) if given else None
    keys = {'region_name': region, 'endpoint_url': endpoint, 'verify': verify, **KEYS}
    client = attempt(lambda: session.create_client(case['service'], config=config, **keys))
    found = attempt(lambda: credentials_of(session))
    if isinstance(client, dict):
        return {'settings': client, 'url': client, 'credentials': found}
    shown = {**given, **({'ca_bundle': verify} if verify else {})}
    return {
        'settings': attempt(lambda: settings_of(session, client, shown)),
        'url': attempt(lambda: url_of(client, case['service'])),
        'credentials': found,
    }


def table():
    tables = [configprovider.BOTOCORE_DEFAUT_SESSION_VARIABLES, configprovider.DEFAULT_S3_CONFIG_VARS]
    tables.append(configprovider.DEFAULT_PROXIES_CONFIG_VARS)
    return [{name: row[:2] for name, row in one.items()} for one in tables]


def main():
    Network.answers = json.loads(sys.stdin.readline())
    print(json.dumps(table()))
    for line in sys.stdin:
        print(json.dumps(answer_to(json.loads(line))), flush=True)


main()
