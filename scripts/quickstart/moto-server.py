"""Serves moto on a free loopback port and prints it; ends when standard input closes, so it cannot outlive its parent."""

import json
import logging
import sys

from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(json.dumps({"port": server.get_host_and_port()[1]}), flush=True)
try:
    sys.stdin.read()
except KeyboardInterrupt:
    pass
