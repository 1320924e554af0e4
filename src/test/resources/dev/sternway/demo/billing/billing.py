"""The billing service: python3 billing.py PORT, started in the folder of the machine."""
import http.server
import json
import sys

VERSION = "1.4.0"


class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/version":
            self.answer(200, {"version": VERSION})
        elif self.path == "/health":
            self.answer(200, {"status": "up"})
        elif self.path == "/maintenance":
            self.answer(200, {"on": closed()})
        elif closed():
            self.answer(503, {"error": "closed"})
        else:
            with open("config/billing.json") as settings:
                self.answer(200, json.load(settings))

    def do_PUT(self):
        on = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["on"]
        with open("run/maintenance", "w") as switch:
            switch.write("on" if on else "off")
        self.answer(200, {"on": on})

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Retry-After", "60")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


def closed():
    with open("run/maintenance") as switch:
        return switch.read() == "on"


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Door).serve_forever()
