"""Serializes inputs and parses responses with botocore, one command a line, one answer a line.

Usage: oracle.py DATA, the folder of the service descriptions. Commands: {"load": service},
{"do": "serialize", "operation", "input"}, {"do": "parse" | "parse_error", "operation", "response"}.
Values that JSON has no form for are tagged, see typed-json.ts. `load` has no answer.
"""

import base64
import datetime
import io
import json
import sys

from botocore import handlers, parsers, serialize
from botocore.awsrequest import HeadersDict, create_request_object, prepare_request_dict
from botocore.endpoint import convert_to_response_dict
from botocore.eventstream import EventStream
from botocore.exceptions import EventStreamError
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.response import StreamingBody

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)
WIDE = 2**53


def decode(value):
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(tag, content)] = value.items()
        if tag == '$date':
            return EPOCH + datetime.timedelta(milliseconds=content)
        if tag == '$bytes':
            return base64.b64decode(content)
        if tag == '$float':
            return float(content)
        if tag == '$integer':
            return int(content)
        if tag == '$map':
            return {key: decode(item) for key, item in content}
    return {key: decode(item) for key, item in value.items()}


def encode(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if -WIDE < value < WIDE else {'$integer': str(value)}
    if isinstance(value, float):
        return {'$float': repr(value)}
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            value = value.replace(tzinfo=datetime.timezone.utc)
        return {'$date': str((value - EPOCH) // MICROSECOND)}
    if isinstance(value, bytes):
        return {'$bytes': base64.b64encode(value).decode()}
    if isinstance(value, StreamingBody):
        return encode(value.read())
    if isinstance(value, EventStream):
        return encode(list(events_of(value)))
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if any(str(key).startswith('$') for key in value):
        return {'$map': [[key, encode(item)] for key, item in value.items()]}
    return {key: encode(item) for key, item in value.items()}


def events_of(stream):
    """The events of a stream; an error that ends it is one more, called `$error`."""
    try:
        yield from stream
    except EventStreamError as error:
        yield {'$error': [error.response['Error']['Code'], error.response['Error']['Message']]}


class Body(io.BytesIO):
    """A body as urllib3 has it."""

    def stream(self):
        return iter([self.getvalue()])


class Response:
    """An HTTP response as botocore's endpoint gets it from its HTTP client."""

    def __init__(self, response):
        self.status_code = response['status']
        self.headers = HeadersDict(response['headers'])
        self.content = base64.b64decode(response['body'])
        self.raw = Body(self.content)


class Oracle:
    def __init__(self, data):
        self.data = data

    def load(self, name):
        # A loader of its own, because a loader keeps all that it has read.
        loader = Loader(extra_search_paths=[self.data], include_default_search_paths=False)
        self.service = ServiceModel(loader.load_service_model(name, 'service-2'), name)
        self.protocol = self.service.resolved_protocol
        self.serializer = serialize.create_serializer(self.protocol)
        self.unchecked = serialize.create_serializer(self.protocol, include_validation=False)
        self.parser = parsers.create_parser(self.protocol)

    def serialize(self, operation, command):
        # What botocore does to the model itself belongs to the comparison; what it does to inputs does not.
        if self.service.service_name == 's3':
            handlers.remove_bucket_from_url_paths_from_model({}, operation, {})
        if self.service.service_name == 's3control':
            handlers.remove_accid_host_prefix_from_model({}, operation, {})
        # A stream of events cannot be given to botocore; without it, its input may not be valid.
        serializer = self.unchecked if operation.has_event_stream_input else self.serializer
        request = serializer.serialize_to_request(decode(command['input']), operation)
        headers = {name.lower(): str(value) for name, value in request['headers'].items()}
        prepare_request_dict(request, 'https://example.com', {})
        prepared = create_request_object(request).prepare()
        body = prepared.body or b''
        if isinstance(body, str):
            body = body.encode('utf-8')
        return {
            'method': prepared.method,
            'url': prepared.url,
            'headers': headers,
            'body': base64.b64encode(body).decode(),
        }

    def parse(self, operation, command):
        response = convert_to_response_dict(Response(command['response']), operation)
        parsed = self.parser.parse(response, operation.output_shape)
        parsed.pop('ResponseMetadata', None)
        return encode(parsed)

    def parse_error(self, operation, command):
        response = convert_to_response_dict(Response(command['response']), operation)
        if self.service.service_name == 'sso-oidc':
            handlers._map_oauth2_errors(response)
        parsed = self.parser.parse(response, operation.output_shape)
        error = parsed.get('Error', {})
        shape = self.service.shape_for_error_code(error.get('Code'))
        members = self.parser.parse(response, shape) if shape else None
        return encode({'code': error.get('Code'), 'message': error.get('Message'), 'members': members})

    def answer(self, command):
        if 'load' in command:
            return self.load(command['load'])
        operation = self.service.operation_model(command['operation'])
        try:
            answer = getattr(self, command['do'])(operation, command)
            # Answers that cannot be written are caught here, too.
            return json.dumps({'answer': answer})
        except Exception as error:
            return json.dumps({'error': f'{type(error).__name__}: {error}'})


def main():
    oracle = Oracle(sys.argv[1])
    for line in sys.stdin.buffer:
        answer = oracle.answer(json.loads(line))
        if answer is not None:
            sys.stdout.write(answer + '\n')
            sys.stdout.flush()


main()
