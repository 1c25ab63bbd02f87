-- A database that was filled before audit and events lay in years keeps every row, and each goes
-- to its year; and what applications took, which had rows of its own then, is in theirs.  Run twice:
-- with stage = before, and with stage = after the migrations.
\if :before
insert into centre.yearly_limit values ('COURSE', 3);
select centre.enrol('haishu-1', 1, 'A1', now() - interval '1 day', now() + interval '1 year');
select gate.submit('A1', jsonb_build_object('key', lpad(to_hex(n), 32, '0'), 'person', lpad(to_hex(n), 64, '0'),
	'year', 2021, 'region', 1, 'class', 'COURSE', 'items', '[]'::jsonb, 'pack', repeat('ab', 32),
	'signed', '2021-03-15T09:25:00+08'), '\x01') from generate_series(1, 9) n;
-- one person: two trades, each once more, at last without a class; and the first is taken back
select gate.submit('A1', jsonb_build_object('key', lpad(to_hex(n), 32, '0'), 'person', repeat('cd', 32),
	'year', 2021, 'region', 1, 'class', case when n < 15 then 'COURSE' end, 'items', '[]'::jsonb,
	'pack', repeat('ab', 32), 'signed', '2021-03-15T09:25:00+08', 'occupation', '焊工' || n / 13, 'level', '四级'),
	'\x01') from generate_series(10, 15) n;
select gate.withdraw('A1', jsonb_build_object('key', lpad('f1', 32, '0'), 'application', lpad('a', 32, '0'),
	'person', repeat('cd', 32), 'signed', '2021-03-15T09:30:00+08'), '\x02');
insert into desk.event (key, region, kind, from_queue, to_queue, at, reason)
	select lpad(to_hex(1 + n % 9), 32, '0'), 1, 'accept', 'new', 'new',
	       timestamptz '2022-12-31T23:30:00+08' + n * interval '20 minutes', '示例数据'
	from generate_series(0, 59) n;
insert into centre.audit (who, what, at) select 'haishu-1', 'person.asked',
	timestamptz '2023-06-01' + n * interval '20 days' from generate_series(0, 59) n;
create schema kept;
create table kept.known as select gate.person('A1', jsonb_build_object('person', repeat('cd', 32))) as said;
create table kept.event as select * from desk.event;
create table kept.audit as select * from centre.audit;
create table kept.told as select * from desk.status_for_kiosk;
create table kept.slot as select person, year, class, no, application, released from centre.slot;
create table kept.once as select person, occupation, level, application, released is null as held from centre.once;
\else
create extension pgtap;
select plan(20);
create function pg_temp.astray(name text) returns bigint language plpgsql as $$
declare
	n bigint;
begin
	execute format('select count(*) from %s where tableoid <> format(''%s_%%s'','
		' extract(year from at at time zone ''Asia/Shanghai''))::regclass', name, name) into n;
	return n;
end $$;
select results_eq('select * from desk.event order by seq', 'select * from kept.event order by seq',
		  'every event is there');
select results_eq('select * from centre.audit where seq <= (select max(seq) from kept.audit) order by seq',
		  'select * from kept.audit order by seq', 'every line of the audit');
select results_eq('select * from desk.status_for_kiosk order by key', 'select * from kept.told order by key',
		  'kiosks are told the same');
select results_eq('select person, year, class, no, application, released from centre.slot order by application',
		  'select * from kept.slot order by application', 'every number of a year, those given back too');
select results_eq('select person, occupation, level, application, released is null from centre.once order by 4',
		  'select * from kept.once order by 4', 'every trade');
select is(pg_temp.astray('desk.event') + pg_temp.astray('centre.audit'), 0::bigint, 'each in its year');
select is((desk.told(lpad('1', 32, '0'), 'accept')).kind, 'accept', 'functions know the new table');
insert into centre.audit (who, what) values ('x', 'a.b');
select is(pg_temp.astray('centre.audit'), 0::bigint, 'what is new, too');
select is((select max(seq) from centre.audit), (select max(seq) from kept.audit) + 1, 'numbers go on');
select is(gate.person('A1', jsonb_build_object('person', repeat('cd', 32))), (select said from kept.known),
	  'a person has what they had');
select is(gate.submit('A1', jsonb_build_object('key', lpad('e1', 32, '0'), 'person', repeat('cd', 32), 'year', 2021,
	'region', 1, 'class', 'COURSE', 'items', '[]'::jsonb, 'pack', repeat('ab', 32),
	'signed', '2021-03-15T09:25:00+08'), '\x01')->>'slot', '1', 'and the number that was given back is free');
select is(gate.submit('A1', jsonb_build_object('key', lpad('e2', 32, '0'), 'person', repeat('cd', 32), 'year', 2021,
	'region', 1, 'items', '[]'::jsonb, 'pack', repeat('ab', 32), 'signed', '2021-03-15T09:25:00+08',
	'occupation', '焊工1', 'level', '四级'), '\x01')->>'outcome', 'had_before', 'the trade that was had is not');
-- a year that nobody has made
insert into centre.audit (who, what, at) values ('y', 'a.b', '2093-01-01T00:00:00+08'), ('z', 'a.b', '2092-12-31');
select is((select count(*) from centre.audit_rest), 2::bigint, 'before its year is made a row lies in the rest');
select is(centre.make_years('2092-11-05'), 4, 'this year and the next are made, of each');
select is(centre.make_years('2092-11-06'), 0, 'once');
select is(pg_temp.astray('centre.audit'), 0::bigint, 'and what lay in the rest moves there');
select throws_ok('delete from centre.audit', null, 'audit keeps what was written', 'nobody edits the whole');
select throws_ok('update centre.audit_2092 set who = ''n''', null, 'audit_2092 keeps what was written', 'nor a year');
select throws_ok('delete from desk.event_rest', null, 'event_rest keeps what was written', 'nor the rest');
select ok(not has_table_privilege('desk_owner', 'desk.event_2023', 'select') and (select relrowsecurity
	from pg_class where oid = 'desk.event_2023'::regclass), 'a district sees no year but through the whole');
select * from finish();
\endif
