-- Who may speak: kiosks and their certificates.  Revocation is a row, so it
-- holds at once, and the old certificate and the new one overlap on renewal.

create schema centre;
create schema gate;
revoke all on schema centre, gate from public;
alter default privileges revoke execute on functions from public;

do $$
begin
	-- A role belongs to the cluster, a schema to the database: another database may have made it.
	if not exists (select from pg_roles where rolname = 'centre_gate') then
		create role centre_gate nologin;
	end if;
end $$;
grant usage on schema gate to centre_gate;

create domain centre.region as smallint check (value between 0 and 15);
create domain centre.hash as bytea check (octet_length(value) = 32);
create domain centre.key as text check (value ~ '^[0-9a-f]{32}$');

create table centre.kiosk (
	name text primary key check (name ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$'),
	region centre.region not null,
	enrolled timestamptz not null default now()
);

create table centre.kiosk_certificate (
	serial text primary key check (serial ~ '^[0-9A-F]{1,40}$'),
	kiosk text not null references centre.kiosk,
	valid_from timestamptz not null,
	valid_until timestamptz not null check (valid_until > valid_from),
	revoked timestamptz,
	why text,
	check ((revoked is null) = (why is null))
);
create index on centre.kiosk_certificate (kiosk);

-- What nobody edits: who did or saw what, and what looked wrong.
create table centre.audit (
	seq bigint generated always as identity primary key,
	at timestamptz not null default clock_timestamp(),
	who text not null,
	what text not null check (what ~ '^[a-z]+(\.[a-z_]+)+$'),
	person centre.hash,
	detail jsonb not null default '{}'
);

create function centre.never_changes() returns trigger language plpgsql as $$
#variable_conflict use_column
begin
	raise exception '% keeps what was written', tg_table_name;
end $$;

create trigger audit_stays before update or delete or truncate on centre.audit
	for each statement execute function centre.never_changes();

-- What every request runs is written in PL/pgSQL, which keeps its plan: a function in SQL is
-- planned at each call, and a submission took half as long again.

-- The kiosk that speaks, by the serial of the certificate it proved to hold; null: nobody.
create function centre.speaker(serial text) returns centre.kiosk
language plpgsql stable as $$
#variable_conflict use_column
declare
	found centre.kiosk;
begin
	select k.* into found from centre.kiosk_certificate c join centre.kiosk k on k.name = c.kiosk
		where c.serial = speaker.serial and c.revoked is null
		  and now() >= c.valid_from and now() < c.valid_until;
	return found;
end $$;

-- Once more with the same certificate changes nothing.
create function centre.enrol(kiosk text, region int, serial text, valid_from timestamptz,
			     valid_until timestamptz) returns void
language plpgsql as $$
#variable_conflict use_column
begin
	insert into centre.kiosk values (enrol.kiosk, enrol.region)
		on conflict (name) do update set region = excluded.region;
	insert into centre.kiosk_certificate
		values (enrol.serial, enrol.kiosk, enrol.valid_from, enrol.valid_until)
		on conflict (serial) do nothing;
	if not exists (select from centre.kiosk_certificate c
		       where c.serial = enrol.serial and c.kiosk = enrol.kiosk) then
		raise exception 'certificate % belongs to another kiosk', enrol.serial;
	end if;
	insert into centre.audit (who, what, detail)
		values (session_user, 'kiosk.enrolled',
			jsonb_build_object('kiosk', enrol.kiosk, 'serial', enrol.serial));
end $$;

-- Every certificate of a kiosk, or the one named.  Returns how many are revoked by it.
create function centre.revoke(kiosk text, why text, serial text default null) returns bigint
language plpgsql as $$
#variable_conflict use_column
declare
	count bigint;
begin
	update centre.kiosk_certificate c set revoked = now(), why = revoke.why
		where c.kiosk = revoke.kiosk and c.revoked is null
		  and (revoke.serial is null or c.serial = revoke.serial);
	get diagnostics count = row_count;
	insert into centre.audit (who, what, detail)
		values (session_user, 'kiosk.revoked',
			jsonb_build_object('kiosk', revoke.kiosk, 'certificates', count,
					   'why', revoke.why));
	return count;
end $$;
