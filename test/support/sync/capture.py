# Captures what goes over the loopback interface from and to some TCP ports: python3 capture.py <file> <port>... Says "ready", writes the streams, one after another, at the end of its input.
import socket
import struct
import sys

file, ports = sys.argv[1], {int(port) for port in sys.argv[2:]}
raw = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
try:
    raw.setsockopt(socket.SOL_SOCKET, 33, 128 * 2**20)  # SO_RCVBUFFORCE
except OSError:
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 128 * 2**20)
raw.bind(("lo", 0))
raw.settimeout(0.1)
print("ready", flush=True)

import threading

ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
streams, packets = {}, 0
while True:
    try:
        packet, address = raw.recvfrom(262144)
    except socket.timeout:
        if ended.is_set():
            break
        continue
    # Each packet is seen leaving and arriving; once is enough. 4 is PACKET_OUTGOING.
    if address[2] == 4 or len(packet) < 40:
        continue
    version = packet[0] >> 4
    if version == 4 and packet[9] == 6:
        at = (packet[0] & 15) * 4
        end = struct.unpack("!H", packet[2:4])[0]
    elif version == 6 and packet[6] == 6:
        at, end = 40, 40 + struct.unpack("!H", packet[4:6])[0]
    else:
        continue
    here, there, number = struct.unpack("!HHI", packet[at : at + 8])
    if here not in ports and there not in ports:
        continue
    packets += 1
    payload = packet[at + (packet[at + 12] >> 4) * 4 : end or len(packet)]
    if payload:
        streams.setdefault((here, there), {})[number] = payload
with open(file, "wb") as out:
    for pieces in streams.values():
        for number in sorted(pieces):
            out.write(pieces[number])
        out.write(b"\0" * 64)
print(packets, flush=True)
