"""Signs with botocore's own signers: one JSON case a line in, one JSON answer a line out.

Usage: oracle.py, with botocore in PYTHONPATH. A case has the kind of signer, the request, credentials, region, signing
name, time and what else its kind needs, see random-case.ts. Answers have the shape that our-signers.ts gives its own.
"""

import base64
import datetime
import functools
import hashlib
import json
import sys
import time
from types import SimpleNamespace

from botocore import auth, signers, xform_name
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.hooks import HierarchicalEmitter
from botocore.model import ServiceId
from botocore.session import Session
from botocore.tokens import FrozenAuthToken


class Clock:
    """What botocore takes for the time."""

    now = None

    @classmethod
    def get(cls, remove_tzinfo=True):
        return cls.now.replace(tzinfo=None) if remove_tzinfo else cls.now


# A request signer holds this by a weak reference.
EMITTER = HierarchicalEmitter()

auth.get_current_datetime = Clock.get
signers.get_current_datetime = Clock.get
auth.time = SimpleNamespace(strftime=time.strftime, gmtime=lambda: Clock.now.utctimetuple())


def moment(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def credentials_of(case):
    given = case['credentials']
    return Credentials(given['accessKeyId'], given['secretAccessKey'], given.get('sessionToken'))


def request_of(case):
    given = case['request']
    body = base64.b64decode(given['body']) if given.get('body') is not None else None
    data = dict(case['form']) if 'form' in case else body
    request = AWSRequest(given['method'], given['url'], headers=dict(given['headers']), data=data)
    options = case.get('options', {})
    request.context['payload_signing_enabled'] = not options.get('unsignedPayload', False)
    request.context['has_streaming_input'] = options.get('streaming', False)
    request.context['client_config'] = SimpleNamespace(s3=options.get('s3'))
    if 'checksum' in options:
        request.context['checksum'] = {'request_algorithm': options['checksum']}
    return request


def headers_of(request):
    return {name.lower(): value for name, value in request.headers.items()}


def url_of(url):
    start, _, query = url.partition('?')
    pairs = [pair if '=' in pair else pair + '=' for pair in query.split('&')]
    return {'start': start, 'parameters': sorted(pairs)}


def sign(cls, case, **more):
    request = request_of(case)
    credentials = credentials_of(case).get_frozen_credentials()
    cls(credentials, case['signingName'], case['region'], **more).add_auth(request)
    return request


def request_signer(case, version):
    names = ServiceId('Any'), case['region'], case['signingName']
    return signers.RequestSigner(*names, version, credentials_of(case), EMITTER)


def client_of(case, version):
    """As much of a client as the functions that botocore adds to clients look at."""
    model = SimpleNamespace(operation_model=lambda name: None)
    meta = SimpleNamespace(region_name=case['region'], partition='other', service_model=model)
    request = {'url': case.get('url'), 'method': 'POST', 'headers': {}, 'body': b'', 'context': {}}
    return SimpleNamespace(
        meta=meta,
        _request_signer=request_signer(case, version),
        _emit_api_params=lambda api_params, **_: api_params,
        _resolve_endpoint_ruleset=lambda *_, **__: (case['url'], {}, {}),
        _convert_to_request_dict=lambda **_: request,
    )


def sigv4_header(case):
    return headers_of(sign(auth.SigV4Auth, case))


def s3_header(case):
    return headers_of(sign(auth.S3SigV4Auth, case))


def express_header(case):
    return headers_of(sign(auth.S3ExpressAuth, case, identity_cache=None))


def sigv4_query(case):
    return url_of(sign(auth.SigV4QueryAuth, case, expires=case['expiresIn']).url)


def s3_query(case):
    return url_of(sign(auth.S3SigV4QueryAuth, case, expires=case['expiresIn']).url)


def express_query(case):
    more = {'identity_cache': None, 'expires': case['expiresIn']}
    return url_of(sign(auth.S3ExpressQueryAuth, case, **more).url)


def sigv2(case):
    request = request_of(case)
    auth.SigV2Auth(credentials_of(case).get_frozen_credentials()).add_auth(request)
    return [[name, value] for name, value in request.data.items()]


def bearer(case):
    request = request_of(case)
    auth.BearerAuth(FrozenAuthToken(case['token'])).add_auth(request)
    return headers_of(request)


def post(case):
    answer = signers.generate_presigned_post(
        client_of(case, 's3v4'), case['bucket'], case['key'], case['fields'], case['conditions'], case['expiresIn']
    )
    fields = answer['fields']
    signature = fields.pop('x-amz-signature')
    policy = fields.pop('policy')
    return {'url': answer['url'], 'fields': fields, 'policy': json.loads(base64.b64decode(policy)), 'signs': signature}


def post_signature(case):
    """The signature of a policy's text, whoever wrote it."""
    signer = auth.S3SigV4PostAuth(credentials_of(case).get_frozen_credentials(), case['signingName'], case['region'])
    request = SimpleNamespace(context={'timestamp': Clock.now.strftime(auth.SIGV4_TIMESTAMP)})
    return signer.signature(case['policy'], request)


def rds(case):
    client = client_of({**case, 'url': None}, 'v4')
    return url_of(signers.generate_db_auth_token(client, case['hostname'], case['port'], case['username']))


def dsql(case):
    client = client_of({**case, 'url': None}, 'v4')
    function = (
        signers.dsql_generate_db_connect_admin_auth_token
        if case['admin']
        else signers.dsql_generate_db_connect_auth_token
    )
    return url_of(function(client, case['hostname'], ExpiresIn=case['expiresIn']))


def cloud_front(case):
    signer = signers.CloudFrontSigner(case['keyPairId'], lambda text: hashlib.sha256(text).digest())
    end = moment(case['expiresAt'])
    if not case['custom']:
        return signer.generate_presigned_url(case['url'], date_less_than=end)
    start = moment(case['startsAt']) if 'startsAt' in case else None
    policy = signer.build_policy(case['resource'], end, start, case.get('ipAddress'))
    return signer.generate_presigned_url(case['url'], policy=policy)


@functools.cache
def client_for(service, region, access_key, secret_key, token):
    # Without this botocore presigns for S3 with an old signature and, in most regions, for the global host. Its data has to
    # be its own: it does not use the endpoint rules of S3 that it finds elsewhere.
    old = {'us_east_1_regional_endpoint': 'regional'}
    config = Config(signature_version='s3v4', s3=old) if service == 's3' else None
    return Session().create_client(
        service,
        region,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        aws_session_token=token,
        config=config,
    )


def presign(case):
    given = case['credentials']
    keys = given['accessKeyId'], given['secretAccessKey'], given.get('sessionToken')
    client = client_for(case['service'], case['region'], *keys)
    method = xform_name(case['operation'])
    return url_of(client.generate_presigned_url(method, case['input'], case['expiresIn'], case.get('method')))


def main():
    kinds = {name.replace('_', '-'): value for name, value in globals().items() if callable(value)}
    for line in sys.stdin:
        case = json.loads(line)
        Clock.now = moment(case['time'])
        try:
            answer = {'answer': kinds[case['kind']](case)}
        except Exception as error:
            answer = {'error': f'{type(error).__name__}: {error}'}
        sys.stdout.write(json.dumps(answer) + '\n')


main()
