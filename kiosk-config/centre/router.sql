-- The city's second cluster and what stands before it: a database without rows whose
-- functions are those of the gate, each run where the person lives.  One person lives on
-- one shard, so nothing is ever committed in two places.
--
--	psql -v shard0='host=10.0.1.1 dbname=skills_centre user=skills-centre' \
--	     -v shard1='host=10.0.2.1 dbname=skills_centre user=skills-centre' -f router.sql
--
-- PL/Proxy wants a power of two of them; a city that grows from two to four moves the
-- people whose hash ends otherwise, with the service stopped.

create extension plproxy;
create schema plproxy;
create schema centre;
create schema gate;
revoke all on schema centre, gate from public;
alter default privileges revoke execute on functions from public;

do $$
begin
	if not exists (select from pg_roles where rolname = 'centre_gate') then
		create role centre_gate nologin;
	end if;
end $$;
grant usage on schema gate, plproxy to centre_gate;

-- Where the shards are; a change raises the version, and every session reads it anew.
create table centre.shard (
	no int primary key check (no >= 0),
	connection text not null
);
insert into centre.shard values (0, :'shard0'), (1, :'shard1');

create function plproxy.get_cluster_partitions(cluster text) returns setof text
language sql stable security definer set search_path = pg_catalog as $$
	select connection from centre.shard order by no
$$;

create function plproxy.get_cluster_version(cluster text) returns int
language sql stable security definer set search_path = pg_catalog as $$
	select pg_catalog.hashtext(string_agg(connection, ' ' order by no)) & 2147483647
	from centre.shard
$$;

create function plproxy.get_cluster_config(in cluster text, out key text, out val text)
returns setof record language sql stable as $$
	select 'connection_lifetime', '1800'
$$;
grant execute on all functions in schema plproxy to centre_gate;

-- The person is a keyed hash, 64 hex digits: any of its bits are as good as others.
create function centre.shard_of(item jsonb) returns int
language sql immutable strict as $$
	select pg_catalog.hashtext(item->>'person')
$$;

create function gate.submit(serial text, item jsonb, sealed bytea) returns jsonb
language plproxy security definer as $$
	cluster 'city';
	run on centre.shard_of(item);
$$;

create function gate.withdraw(serial text, item jsonb, sealed bytea) returns jsonb
language plproxy security definer as $$
	cluster 'city';
	run on centre.shard_of(item);
$$;

create function gate.person(serial text, item jsonb) returns jsonb
language plproxy security definer as $$
	cluster 'city';
	run on centre.shard_of(item);
$$;

create function gate.facts(serial text, item jsonb) returns jsonb
language plproxy security definer as $$
	cluster 'city';
	run on centre.shard_of(item);
$$;

-- The fleet is looked at in one place: on the first shard.
create function gate.heartbeat(serial text, item jsonb) returns jsonb
language plproxy security definer as $$
	cluster 'city';
	run on 0;
$$;

-- Of packs and data, too: what all kiosks are given lies on the first shard.
create function gate.offers(serial text, item jsonb) returns jsonb
language plproxy security definer as $$
	cluster 'city';
	run on 0;
$$;

create function gate.piece(serial text, item jsonb) returns jsonb
language plproxy security definer as $$
	cluster 'city';
	run on 0;
$$;

-- And what a hall wants of the desk at once: it looks in one place, too.
create function gate.call(serial text, item jsonb) returns jsonb
language plproxy security definer as $$
	cluster 'city';
	run on 0;
$$;

create function gate.ratings(serial text, item jsonb) returns jsonb
language plproxy security definer as $$
	cluster 'city';
	run on 0;
$$;

create function centre.next_bundle(kind text) returns bigint
language plproxy as $$
	cluster 'city';
	run on 0;
$$;

create function centre.publish(kind text, version bigint, bytes bytea, made timestamptz) returns text
language plproxy as $$
	cluster 'city';
	run on 0;
$$;

create function centre.stop_bundle(kind text, version bigint, why text) returns text
language plproxy as $$
	cluster 'city';
	run on 0;
$$;

create function centre.advance_all(after interval) returns jsonb
language plproxy as $$
	cluster 'city';
	run on 0;
$$;

create function centre.metrics() returns text
language plproxy as $$
	cluster 'city';
	run on 0;
$$;

-- A key says nothing of its person, so each shard is asked for those that it holds.
create function centre.archived_each(serial text, item jsonb) returns setof jsonb
language plproxy security definer as $$
	cluster 'city';
	run on all;
	target gate.archived;
$$;

create function gate.archived(serial text, item jsonb) returns jsonb
language sql security definer set search_path = pg_catalog as $$
	with shard as (select e from centre.archived_each(serial, item) as e)
	select case when bool_and(e->>'outcome' = 'known') then
		jsonb_build_object('outcome', 'known', 'archived', coalesce((
			select jsonb_agg(key order by key) from (
				select jsonb_array_elements_text(s.e->'archived') as key
				from shard as s) as keys), '[]'),
			-- what no shard has
			'missing', coalesce((
			select jsonb_agg(key order by key) from (
				select key from shard as s, jsonb_array_elements_text(s.e->'missing') as key
				group by key having count(*) = (select count(*) from shard)) as keys), '[]'))
		else '{"outcome": "unknown_kiosk"}' end
	from shard
$$;
grant execute on all functions in schema gate to centre_gate;

-- Who may speak is the same everywhere.
create function centre.enrol_each(kiosk text, region int, serial text, valid_from timestamptz,
				  valid_until timestamptz) returns setof text
language plproxy as $$
	cluster 'city';
	run on all;
	select centre.enrol(kiosk, region, serial, valid_from, valid_until)::text;
$$;

create function centre.enrol(kiosk text, region int, serial text, valid_from timestamptz,
			     valid_until timestamptz) returns void
language sql as $$
	select centre.enrol_each(kiosk, region, serial, valid_from, valid_until)
$$;

create function centre.revoke_each(kiosk text, why text) returns setof bigint
language plproxy as $$
	cluster 'city';
	run on all;
	select centre.revoke(kiosk, why);
$$;

create function centre.revoke(kiosk text, why text) returns bigint
language sql as $$
	select max(n) from centre.revoke_each(kiosk, why) as n
$$;

create function centre.overview_each() returns setof jsonb
language plproxy as $$
	cluster 'city';
	run on all;
	select centre.overview();
$$;

-- What every shard holds alike is told once, what each holds for itself is added up.
create function centre.overview() returns jsonb
language sql as $$
	with each as (select e from centre.overview_each() as e)
	select jsonb_build_object(
		'kiosks', max((e->>'kiosks')::int),
		'certificates', max((e->>'certificates')::int),
		'applications', sum((e->>'applications')::bigint),
		'not_archived', sum((e->>'not_archived')::bigint),
		'alarms', sum((e->>'alarms')::bigint),
		'by_status', (select coalesce(jsonb_object_agg(status, n), '{}') from (
			select key as status, sum(value::bigint) as n
			from each, jsonb_each_text(each.e->'by_status') group by key) as s))
	from each
$$;

-- How often in a year holds everywhere.
create function centre.set_limit_each(class text, most int) returns setof int
language plproxy as $$
	cluster 'city';
	run on all;
	select centre.set_limit(class, most);
$$;

create function centre.set_limit(class text, most int) returns int
language sql as $$
	select max(n) from centre.set_limit_each(class, most) as n
$$;

create function centre.limits_of_pack_each(pack text, limits jsonb) returns setof text
language plproxy as $$
	cluster 'city';
	run on all;
	select centre.limits_of_pack(pack, limits);
$$;

create function centre.limits_of_pack(pack text, limits jsonb) returns text
language sql as $$
	select max(said) from centre.limits_of_pack_each(pack, limits) as said
$$;

-- ---- what other systems say: staged here, looked at and merged where each person lives ----

create schema exchange;
revoke all on schema exchange from public;

create table exchange.source (
	name text primary key
);
insert into exchange.source values ('employment'), ('insurance'), ('examination'), ('other');
create table exchange.batch (
	id bigint generated always as identity primary key,
	source text not null references exchange.source,
	file text not null,
	received timestamptz not null default clock_timestamp(),
	token text not null default gen_random_uuid()::text
);
create table exchange.stage (
	batch bigint not null references exchange.batch,
	line int not null,
	person bytea not null check (octet_length(person) = 32),
	fact text not null,
	value text not null,
	as_of text not null,
	alias text,
	primary key (batch, line)
);
create table exchange.reject (
	batch bigint not null references exchange.batch,
	line int not null,
	reason text not null,
	primary key (batch, line)
);

create function exchange.put_aside(token text, source text, lines int[], persons text[], facts text[],
				   said text[], dates text[], aliases text[],
				   out line int, out reason text) returns setof record
language plproxy as $$
	cluster 'city';
	split lines, persons, facts, said, dates, aliases;
	run on hashtext(persons);
$$;

create function exchange.settle_aside(token text, keep boolean) returns setof jsonb
language plproxy as $$
	cluster 'city';
	run on all;
$$;

/*
 * As on one database: all of a batch, or nothing.  Each shard looks at its lines first, and none merges
 * before all have; where one is lost between the two, the same file handed in again makes it whole.
 */
create function exchange.merge(batch bigint) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	this exchange.batch;
	answer jsonb;
begin
	select b.* into strict this from exchange.batch b where b.id = merge.batch for update;
	insert into exchange.reject
		select this.id, s.line, 'ref: two people of this batch have it' from exchange.stage s
		where s.batch = this.id and exists (select from exchange.stage o
			where o.batch = this.id and o.alias = s.alias and o.person <> s.person);
	insert into exchange.reject
		select this.id, f.line, f.reason from (select
			array_agg(s.line) as lines, array_agg(encode(s.person, 'hex')) as persons,
			array_agg(s.fact) as facts, array_agg(s.value) as said, array_agg(s.as_of) as dates,
			array_agg(s.alias) as aliases from exchange.stage s where s.batch = this.id) a,
			exchange.put_aside(this.token, this.source, a.lines, a.persons, a.facts, a.said,
				a.dates, a.aliases) f
		on conflict do nothing;
	select jsonb_build_object('merged', coalesce(sum((e->>'merged')::bigint), 0),
		'rejects', (select count(*) from exchange.reject r where r.batch = this.id),
		'contradictions', coalesce(sum((e->>'contradictions')::bigint), 0)) into answer
		from exchange.settle_aside(this.token, not exists (
			select from exchange.reject r where r.batch = this.id)) e;
	delete from exchange.stage s where s.batch = this.id;
	return answer;
end $$;
