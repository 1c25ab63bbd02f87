"""A small IPP printer on the loopback that can be as odd as printers are: what
it says stands in its fields, which may be changed while it runs."""
import http.server
import socket
import struct
import threading
import time

PRINT_JOB, CREATE_JOB, SEND_DOCUMENT, CANCEL_JOB = 0x02, 0x05, 0x06, 0x08
JOB_ATTRIBUTES, PRINTER_ATTRIBUTES = 0x09, 0x0B
NAMES = {CREATE_JOB: "create", SEND_DOCUMENT: "document", CANCEL_JOB: "cancel",
         JOB_ATTRIBUTES: "job", PRINTER_ATTRIBUTES: "state"}
OK, NOT_FOUND, BUSY, FORMAT = 0, 0x0406, 0x0507, 0x040A
IDLE, PROCESSING, STOPPED = 3, 4, 5
JOB_RUNS, JOB_STOPPED, JOB_CANCELED, JOB_DONE = 5, 6, 7, 9


def attr(tag, name, *values):
    out = b""
    for i, value in enumerate(values):
        key = name.encode() if i == 0 else b""
        value = struct.pack(">i", value) if isinstance(value, int) else value.encode()
        out += struct.pack(">BH", tag, len(key)) + key + struct.pack(">H", len(value)) + value
    return out


def nested(depth):
    """A collection in a collection in a collection …"""
    begin = attr(0x34, "media-col", "") + (attr(0x4A, "", "media-col") + attr(0x34, "", "")) * depth
    return begin + attr(0x37, "", "") * (depth + 1)


class IppPrinter:
    """Takes one connection a thread; `journal` is what it was asked, in order."""

    def __init__(self):
        self.reasons = ["none"]
        self.state = IDLE
        self.markers = {}           # name: (level, low level)
        self.takes_s = 0.0          # a job's time
        self.held = False           # no job goes on
        self.job_stops = False      # and says that it is the job that has stopped
        self.busy = {}              # operation: times that it answers "busy"
        self.status = {}            # operation: what it answers instead
        self.forgets = False        # knows no job once it is done
        self.nostate = False        # a job without its state
        self.drip_s = {}            # operation: seconds between two bytes of the answer
        self.nest = {}              # operation: collections in collections
        self.flood = {}             # operation: bytes of one attribute after the other
        self.deaf = set()           # operations that it takes and never answers
        self.jobs = {}              # number: [document, when it is done, cancelled]
        self.journal = []
        self.lock = threading.Lock()
        printer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                printer._serve(self)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.spec = f"ipp:ipp://127.0.0.1:{self.port}/ipp/print"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def asked(self, name):
        return sum(1 for entry in self.journal if entry.split()[0] == name)

    def documents(self):
        """What came out, or will: the documents of jobs that nobody cancelled."""
        return [job[0] for job in self.jobs.values() if job[0] is not None and not job[2]]

    def _serve(self, http_request):
        body = read_body(http_request)
        operation = struct.unpack(">H", body[2:4])[0]
        with self.lock:
            answer = self._answer(operation, body)
        if operation in self.deaf:
            time.sleep(60)
            return
        http_request.send_response(200)
        http_request.send_header("Content-Type", "application/ipp")
        if operation in self.flood:
            self._pour(http_request, answer, self.flood[operation])
            return
        http_request.send_header("Content-Length", str(len(answer)))
        http_request.end_headers()
        self._write(http_request, answer, self.drip_s.get(operation))

    @staticmethod
    def _write(http_request, answer, drip_s):
        if not drip_s:
            http_request.wfile.write(answer)
            return
        for i in range(len(answer)):
            http_request.wfile.write(answer[i:i + 1])
            http_request.wfile.flush()
            time.sleep(drip_s)

    @staticmethod
    def _pour(http_request, answer, size):
        http_request.send_header("Content-Length", str(size))
        http_request.end_headers()
        more = attr(0x41, "x", "y" * 1000) * 100
        http_request.wfile.write(answer[:-1])
        for _ in range(size // len(more)):
            http_request.wfile.write(more)

    def _answer(self, operation, body):
        number = job_number(body)
        name = NAMES.get(operation, hex(operation))
        self.journal.append(f"{name} {number}" if number else name)
        if self.busy.get(operation, 0) > 0:
            self.busy[operation] -= 1
            self.journal[-1] += " busy"
            return reply(body, BUSY)
        if operation in self.status:
            return reply(body, self.status[operation])
        groups = getattr(self, "_" + name, lambda *_: None)(number, body)
        if groups is None:
            return reply(body, NOT_FOUND)
        return reply(body, OK, groups + b"\x04" + nested(self.nest[operation])
                     if operation in self.nest else groups)

    def _state(self, _number, _body):
        busy = any(not self._is_done(n) for n in self.jobs)
        state = self.state if self.state != IDLE else PROCESSING if busy else IDLE
        return b"\x04" + attr(0x23, "printer-state", state) + \
            attr(0x44, "printer-state-reasons", *self.reasons) + \
            attr(0x49, "document-format-supported", "application/pdf") + \
            attr(0x42, "marker-names", *self.markers) + \
            attr(0x21, "marker-levels", *(level for level, _ in self.markers.values())) + \
            attr(0x21, "marker-low-levels", *(low for _, low in self.markers.values()))

    def _create(self, _number, _body):
        number = len(self.jobs) + 1
        self.jobs[number] = [None, 0.0, False]
        return b"\x02" + attr(0x21, "job-id", number) + attr(0x23, "job-state", 3)

    def _document(self, number, body):
        if number not in self.jobs:
            return None
        self.jobs[number][:2] = [body[body.index(b"%PDF"):], time.monotonic() + self.takes_s]
        return b"\x02" + attr(0x21, "job-id", number) + attr(0x23, "job-state", 3)

    def _is_done(self, number):
        document, when, cancelled = self.jobs[number]
        return cancelled or document is not None and not self.held and time.monotonic() >= when

    def _job(self, number, _body):
        if number not in self.jobs or self.forgets and self._is_done(number):
            return None
        done = self._is_done(number)
        state = JOB_CANCELED if self.jobs[number][2] else JOB_DONE if done else \
            JOB_STOPPED if self.job_stops else JOB_RUNS
        return b"\x02" + attr(0x21, "job-id", number) + \
            (b"" if self.nostate else attr(0x23, "job-state", state)) + \
            attr(0x44, "job-state-reasons", "job-completed-successfully" if done else "none")

    def _cancel(self, number, _body):
        if number not in self.jobs:
            return None
        self.jobs[number][2] = True
        return b""


def job_number(body):
    at = body.find(b"job-id")
    return struct.unpack(">i", body[at + 8:at + 12])[0] if at > 0 else 0


def reply(body, status, groups=b""):
    return b"\x02\x00" + struct.pack(">H", status) + body[4:8] + b"\x01" + \
        attr(0x47, "attributes-charset", "utf-8") + \
        attr(0x48, "attributes-natural-language", "en") + groups + b"\x03"


def read_body(http_request):
    if http_request.headers.get("Transfer-Encoding", "").lower() != "chunked":
        return http_request.rfile.read(int(http_request.headers.get("Content-Length", 0)))
    body = b""
    while True:
        size = int(http_request.rfile.readline().split(b";")[0], 16)
        body += http_request.rfile.read(size)
        http_request.rfile.readline()
        if size == 0:
            return body


def silent_port():
    """A port that takes connections and never says a word; keep the socket."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(16)
    return listener
