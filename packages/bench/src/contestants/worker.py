"""botocore in a process of its own, as worker.mjs is for the others: `python worker.py <operation> <endpoint>`."""

import json
import sys
import threading
import time

import botocore.session
from botocore.config import Config

REGION = "eu-west-1"
INPUTS = {
    "dynamodb.GetItem": {"TableName": "bench", "Key": {"pk": {"S": "customer#1"}, "sk": {"S": "order#1"}}},
    "dynamodb.Query": {
        "TableName": "bench",
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "customer#1"}},
    },
    "sqs.SendMessage": {
        "QueueUrl": "http://127.0.0.1/123456789012/bench",
        "MessageBody": "one parcel for the river",
    },
    "sts.GetCallerIdentity": {},
    "s3.GetObject": {"Bucket": "bench", "Key": "small"},
    "s3.PutObject": {"Bucket": "bench", "Key": "small", "Body": b"x" * 1024},
    "s3.ListObjectsV2": {"Bucket": "bench"},
    "ec2.DescribeInstances compact": {"NextToken": "compact"},
    "ec2.DescribeInstances indented": {"NextToken": "indented"},
}
METHODS = {
    "GetItem": "get_item",
    "Query": "query",
    "SendMessage": "send_message",
    "GetCallerIdentity": "get_caller_identity",
    "GetObject": "get_object",
    "PutObject": "put_object",
    "ListObjectsV2": "list_objects_v2",
    "DescribeInstances": "describe_instances",
}
EXPECTED = {
    "GetItem": lambda out: len(out["Item"]) == 7,
    "Query": lambda out: len(out["Items"]) == 100,
    "SendMessage": lambda out: len(out["MessageId"]) == 36,
    "GetCallerIdentity": lambda out: out["Account"] == "123456789012",
    "GetObject": lambda out: len(out["Body"].read()) == 1024,
    "PutObject": lambda out: len(out["ETag"]) == 34,
    "ListObjectsV2": lambda out: len(out["Contents"]) == 1000,
    "DescribeInstances": lambda out: sum(len(r["Instances"]) for r in out["Reservations"]) == 1000,
}

operation, endpoint = sys.argv[1:3]
service, name = operation.split(" ")[0].split(".")
session = botocore.session.Session()
session.set_credentials("AKIDBENCH0000000", "wJalr+bench/secret+key+of+forty+letters")
client = session.create_client(
    service,
    region_name=REGION,
    endpoint_url=endpoint,
    config=Config(max_pool_connections=32, s3={"addressing_style": "path"}),
)
method = getattr(client, METHODS[name])
check = EXPECTED[name]


def measure(concurrency=1, ms=float("inf"), calls=float("inf"), least=1):
    """Calls until the time or the number is up; every answer is checked."""
    state = {"begun": 0, "done": 0, "problem": None}
    lock = threading.Lock()
    cpu = time.process_time()
    start = time.perf_counter()
    end = start + ms / 1000

    def lane():
        while state["problem"] is None:
            with lock:
                begun = state["begun"]
                if begun >= calls or (begun >= least and time.perf_counter() >= end):
                    return
                state["begun"] += 1
            try:
                if not check(method(**INPUTS[operation])):
                    raise ValueError("an unexpected answer")
            except Exception as error:
                state["problem"] = error
                return
            with lock:
                state["done"] += 1

    lanes = [threading.Thread(target=lane) for _ in range(concurrency)]
    for each in lanes:
        each.start()
    for each in lanes:
        each.join()
    if state["problem"] is not None:
        raise state["problem"]
    seconds = time.perf_counter() - start
    return {
        "calls": state["done"],
        "seconds": seconds,
        "cpu": (time.process_time() - cpu) * 1e6,
        "growth": 0,
    }


print("{}", flush=True)
for line in sys.stdin:
    print(json.dumps(measure(**json.loads(line))), flush=True)
