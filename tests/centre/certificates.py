"""Certificates that nobody ought to take, made with openssl: expired, of another root, of another name."""
import pathlib
import subprocess


def openssl(*words, cwd=None):
	subprocess.run(["openssl", *map(str, words)], cwd=cwd, check=True, capture_output=True)


def make_root(folder):
	"""root.pem and root.key of a city that nobody here knows."""
	folder.mkdir()
	openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
		"-subj", "/CN=skills-centre root", "-keyout", folder / "root.key", "-out", folder / "root.pem")


def issue(root, out, file, name, usage, years=(2020, 2049), alt="DNS:localhost"):
	"""out/file.pem and file.key for `name`, signed by the root in a folder; years: from, until."""
	out.mkdir(exist_ok=True)
	work = pathlib.Path(out) / f"{file}-ca"
	work.mkdir()
	(work / "index").touch()
	(work / "conf").write_text(f"""[ca]
default_ca = it
[it]
dir = {work}
database = {work}/index
new_certs_dir = {work}
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
x509_extensions = more
[any]
commonName = supplied
[more]
extendedKeyUsage = {usage}
subjectAltName = {alt}
""")
	openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
		"-keyout", out / f"{file}.key", "-out", work / "csr")
	openssl("ca", "-batch", "-config", work / "conf", "-cert", root / "root.pem", "-keyfile", root / "root.key",
		"-in", work / "csr", "-out", out / f"{file}.pem", "-notext",
		"-startdate", f"{years[0]}0101000000Z", "-enddate", f"{years[1]}0101000000Z")
