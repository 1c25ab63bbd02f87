# A PostgreSQL of its own: . postgres.sh, then postgres_start FOLDER.  It listens on
# a socket in FOLDER/socket and nowhere else, and is ended when the shell ends.
PG_BIN=$(ls -d /usr/lib/postgresql/15/bin)

# initdb refuses root.
as_postgres() {
	if [ "$(id -u)" = 0 ]; then
		(cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
	else
		"$@"
	fi
}

postgres_start() {
	PG_FOLDER=$1
	mkdir -p "$PG_FOLDER/socket"
	chmod 755 "$PG_FOLDER"
	[ "$(id -u)" != 0 ] || chown -R postgres: "$PG_FOLDER"
	as_postgres "$PG_BIN/initdb" -D "$PG_FOLDER/data" -U centre -A trust -E UTF8 --no-locale \
		--no-sync >"$PG_FOLDER/initdb.log" 2>&1
	as_postgres "$PG_BIN/pg_ctl" -w -D "$PG_FOLDER/data" -l "$PG_FOLDER/log" -o \
		"-c listen_addresses='' -c unix_socket_directories='$PG_FOLDER/socket' \
		-c fsync=${PG_FSYNC:-off}" start >/dev/null
	export PGHOST=$PG_FOLDER/socket PGUSER=centre PGDATABASE=postgres
	trap postgres_stop EXIT
}

postgres_stop() {
	as_postgres "$PG_BIN/pg_ctl" -m immediate -D "$PG_FOLDER/data" stop >/dev/null 2>&1
	rm -rf "$PG_FOLDER"
}

# A database NAME with every migration of SQL_FOLDER.
postgres_migrate() {
	psql -Xq -c "create database $1"
	for sql in "$2"/[0-9]*.sql; do
		psql -Xq -v ON_ERROR_STOP=1 -1 -d "$1" -f "$sql" || return 1
	done
}
