#!/usr/bin/python3
"""Says where the desk is and what to sign in with, and every half minute the new codes."""
import sys
import time

from desk import City, PASSWORD, STAFF, totp

city = City(sys.argv[1])


def main():
	city.found()
	city.apply(24)
	city.serve()
	print(f"https://localhost:{city.port}/   示例数据，密码都是：{PASSWORD}", flush=True)
	try:
		while city.service.poll() is None:
			step = int(time.time()) // 30
			print("  ".join(f"{name} {totp(city.secrets[name], step)}" for name in STAFF), flush=True)
			time.sleep(30 - time.time() % 30)
	except KeyboardInterrupt:
		pass
	finally:
		city.stop()


main()
