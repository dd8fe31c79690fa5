"""Resolves endpoints with botocore: one JSON line in, one out.

In: {"service": name, "ruleset": path} loads a ruleset; {"service": name, "parameters": {...}} resolves.
Out, for the second: {"url", "headers", "properties"} or {"error", "own"}; own: the ruleset or the engine says so, as
opposed to a lookup that failed.
"""
import gzip
import json
import os
import sys

from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointResolutionError


def read(path):
    if os.path.exists(path):
        with open(path, "rb") as file:
            return json.load(file)
    with gzip.open(path + ".gz") as file:
        return json.load(file)


def resolve(provider, parameters):
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in parameters.items()}
    try:
        endpoint = provider.resolve_endpoint(**values)
    except EndpointResolutionError as error:
        return {"error": str(error), "own": True}
    except Exception as error:  # A failed lookup is an outcome like any other.
        return {"error": f"{type(error).__name__}: {error}", "own": False}
    return {"url": endpoint.url, "headers": endpoint.headers, "properties": endpoint.properties}


def main():
    partitions = read(sys.argv[1])
    providers = {}
    for line in sys.stdin:
        request = json.loads(line)
        if "ruleset" in request:
            providers[request["service"]] = EndpointProvider(read(request["ruleset"]), partitions)
            continue
        print(json.dumps(resolve(providers[request["service"]], request["parameters"])), flush=False)
    sys.stdout.flush()


main()
