-- How the kiosks are: each tells it every few minutes, and the newest word of each is kept.
-- Nothing of a visitor is in it but when somebody was there last.

create table centre.heartbeat (
	kiosk text primary key references centre.kiosk,
	at timestamptz not null default clock_timestamp(),
	version text not null check (version ~ '^[0-9A-Za-z.+-]{1,32}$'),
	commit text not null check (commit ~ '^[0-9A-Za-z.+-]{0,64}$'),
	-- the policy pack that decides there: its hash, '' where none could be read
	pack text not null check (pack ~ '^([0-9a-f]{64})?$'),
	-- {"register": "2021-03-01", …}: the day of each of its data, null where it has none
	data jsonb not null check (jsonb_typeof(data) = 'object' and length(data::text) <= 1024),
	readers smallint not null check (readers between 0 and 8),
	printer text not null check (printer in ('ready', 'paper_empty', 'stopped', 'broken', 'unknown')),
	disk_free bigint not null check (disk_free >= 0),		-- bytes
	outbox_waiting int not null check (outbox_waiting >= 0),
	outbox_taken int not null check (outbox_taken >= 0),		-- here, in no proved backup yet
	outbox_aside int not null check (outbox_aside >= 0),		-- refused: staff must look
	waiting_since timestamptz,	-- the letter that waits longest
	clock_offset_ms bigint not null,	-- its clock less ours, with the way here
	last_visit timestamptz,
	started timestamptz not null,
	restarts int not null check (restarts >= 0)	-- ever
) with (fillfactor = 50);	-- one row is written over and over

-- What is too much.  A city sets its own.
create table centre.fleet_limit (
	name text primary key,
	most bigint not null check (most >= 0)
);
insert into centre.fleet_limit values
	('silent_s', 900),		-- three heartbeats
	('clock_ms', 120000),		-- what the glass calls a doubtful clock is more
	('waiting_s', 86400),		-- what was signed ought to be here within a day
	('certificate_s', 2592000),	-- renewed a month before it ends
	('data_s', 3456000),		-- a monthly file, and ten days
	('disk_free', 536870912);	-- less is too little

create function centre.fleet_limit(name text) returns bigint
language sql stable as $$
	select l.most from centre.fleet_limit l where l.name = fleet_limit.name
$$;

/*
 * item: now (s since 1970), version, commit, pack, data, readers, printer, disk_free,
 * waiting, taken, aside, waiting_since, last_visit, started (all s), restarts, run (of this
 * start, 16 hex digits).  Returns {"outcome": "noted", "now": s, "twin": whether another
 * machine has this kiosk's name}, or unknown_kiosk.
 */
create function gate.heartbeat(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	speaker text := (centre.speaker(serial)).name;
	now_s double precision := extract(epoch from clock_timestamp());
begin
	if speaker is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	insert into centre.heartbeat values (speaker, clock_timestamp(), item->>'version',
		item->>'commit', item->>'pack', item->'data', (item->>'readers')::smallint,
		item->>'printer', (item->>'disk_free')::bigint, (item->>'waiting')::int,
		(item->>'taken')::int, (item->>'aside')::int,
		to_timestamp((item->>'waiting_since')::double precision),
		((item->>'now')::double precision - now_s) * 1000,
		to_timestamp((item->>'last_visit')::double precision),
		to_timestamp((item->>'started')::double precision), (item->>'restarts')::int)
	on conflict (kiosk) do update set at = excluded.at, version = excluded.version,
		commit = excluded.commit, pack = excluded.pack, data = excluded.data,
		readers = excluded.readers, printer = excluded.printer,
		disk_free = excluded.disk_free, outbox_waiting = excluded.outbox_waiting,
		outbox_taken = excluded.outbox_taken, outbox_aside = excluded.outbox_aside,
		waiting_since = excluded.waiting_since,
		clock_offset_ms = excluded.clock_offset_ms, last_visit = excluded.last_visit,
		started = excluded.started, restarts = excluded.restarts;
	return jsonb_build_object('outcome', 'noted', 'now', floor(now_s), 'twin',
		coalesce(centre.note_run(speaker, item->>'run'), false));
end $$;
grant execute on function gate.heartbeat to centre_gate;

-- Kiosks that may speak, with the last word of each where there is one.
create view centre.fleet as
	select k.name as kiosk, k.region, c.until as certificate_until, h.at, h.version, h.commit,
		h.pack, h.data, h.readers, h.printer, h.disk_free, h.outbox_waiting,
		h.outbox_taken, h.outbox_aside, h.waiting_since, h.clock_offset_ms,
		h.last_visit, h.started, h.restarts
	from centre.kiosk k
	join (select kiosk, max(valid_until) as until from centre.kiosk_certificate
	      where revoked is null group by kiosk) c on c.kiosk = k.name
	left join centre.heartbeat h on h.kiosk = k.name;

-- What somebody ought to look at: a row an alarm, none where all is well.
create view centre.fleet_alarm as
	select f.kiosk, f.region, a.alarm, a.since
	from centre.fleet f
	cross join lateral (
		select 'never_heard' as alarm, null::timestamptz as since where f.at is null
		union all select 'silent', f.at
			where f.at < now() - centre.fleet_limit('silent_s') * interval '1 s'
		union all select 'clock', f.at
			where abs(f.clock_offset_ms) > centre.fleet_limit('clock_ms')
		union all select 'no_reader', f.at where f.readers = 0
		union all select 'printer', f.at
			where f.printer in ('paper_empty', 'stopped', 'broken')
		union all select 'disk', f.at where f.disk_free < centre.fleet_limit('disk_free')
		union all select 'set_aside', f.at where f.outbox_aside > 0
		union all select 'waiting', f.waiting_since
			where f.waiting_since < now() - centre.fleet_limit('waiting_s') * interval '1 s'
		union all select 'no_pack', f.at where f.pack = ''
		union all select 'twin', f.at where centre.has_twin(f.kiosk)
		union all select 'certificate', f.certificate_until
			where f.certificate_until < now() + centre.fleet_limit('certificate_s') * interval '1 s'
		union all select 'data_' || d.key, d.value::date::timestamptz
			from jsonb_each_text(f.data) d
			where exchange.is_date(d.value) and d.value::date <
				now() - centre.fleet_limit('data_s') * interval '1 s') a;

-- ---- what Prometheus reads ----

create function centre.metric_label(value text) returns text
language sql immutable as $$
	select '"' || replace(replace(replace(coalesce(value, ''), '\', '\\'), '"', '\"'), E'\n', '\n') || '"'
$$;

create function centre.metric_head(name text, kind text, help text) returns text
language sql immutable as $$
	select format(E'# TYPE %s %s\n# HELP %s %s\n', name, kind, name, help)
$$;

-- One gauge of every kiosk that has said it; column: of centre.fleet, in seconds where it is a time.
create function centre.metric_of_fleet(name text, kind text, help text, value text) returns text
language plpgsql stable as $$
declare
	lines text;
begin
	execute format('select string_agg(%L || ''{kiosk='' || centre.metric_label(kiosk) || ''} '''
		' || (%s)::text || E''\n'', '''' order by kiosk) from centre.fleet where (%s) is not null',
		name || case kind when 'counter' then '_total' else '' end, value, value) into lines;
	return centre.metric_head(name, kind, help) || coalesce(lines, '');
end $$;

create function centre.metrics_of_data() returns text
language sql stable as $$
	select centre.metric_head('skills_kiosk_data_timestamp_seconds', 'gauge', 'Day of a kiosk''s data.')
		|| coalesce(string_agg(format(E'skills_kiosk_data_timestamp_seconds{kiosk=%s,data=%s} %s\n',
			centre.metric_label(f.kiosk), centre.metric_label(d.key),
			extract(epoch from d.value::date)::bigint), '' order by f.kiosk, d.key), '')
	from centre.fleet f, jsonb_each_text(f.data) d where exchange.is_date(d.value)
$$;

create function centre.metrics_of_alarms() returns text
language sql stable as $$
	select centre.metric_head('skills_kiosk_alarm', 'gauge', 'What somebody ought to look at.')
		|| coalesce(string_agg(format(E'skills_kiosk_alarm{kiosk=%s,alarm=%s} 1\n',
			centre.metric_label(kiosk), centre.metric_label(alarm)), '' order by kiosk, alarm), '')
	from centre.fleet_alarm
$$;

-- Few rows of many: what looked wrong is counted at every look of Prometheus.
create index audit_alarms on centre.audit (what)
	where what in ('application.other_body', 'withdrawal.other_body', 'withdrawal.other_person');

create function centre.metrics_of_centre() returns text
language sql stable as $$
	select centre.metric_head('skills_centre_refused', 'counter', 'What came under a key that another body has.')
		|| format(E'skills_centre_refused_total %s\n', (select count(*) from centre.audit
			where what in ('application.other_body', 'withdrawal.other_body', 'withdrawal.other_person')))
$$;

-- The whole text, in OpenMetrics 1.0.
create function centre.metrics() returns text
language sql stable security definer set search_path = pg_catalog as $$
	select centre.metric_head('skills_kiosk', 'info', 'What runs there.')
		|| coalesce((select string_agg(format(E'skills_kiosk_info{kiosk=%s,region="%s",version=%s,commit=%s,pack=%s} 1\n',
			centre.metric_label(kiosk), region, centre.metric_label(version),
			centre.metric_label(commit), centre.metric_label(pack)), '' order by kiosk)
			from centre.fleet where at is not null), '')
		|| centre.metric_of_fleet('skills_kiosk_heartbeat_timestamp_seconds', 'gauge',
			'When it was heard last.', 'extract(epoch from at)')
		|| centre.metric_of_fleet('skills_kiosk_readers', 'gauge', 'Card readers that are ready.', 'readers')
		|| centre.metric_of_fleet('skills_kiosk_printer_ready', 'gauge', 'The printer can print.',
			'case printer when ''ready'' then 1 when ''unknown'' then null else 0 end')
		|| centre.metric_of_fleet('skills_kiosk_disk_free_bytes', 'gauge', 'Room where it keeps things.', 'disk_free')
		|| centre.metric_of_fleet('skills_kiosk_outbox_waiting', 'gauge', 'Signed and not here yet.', 'outbox_waiting')
		|| centre.metric_of_fleet('skills_kiosk_outbox_taken', 'gauge', 'Here, in no proved backup.', 'outbox_taken')
		|| centre.metric_of_fleet('skills_kiosk_outbox_aside', 'gauge', 'Refused, for staff.', 'outbox_aside')
		|| centre.metric_of_fleet('skills_kiosk_clock_offset_seconds', 'gauge', 'Its clock less the centre''s.',
			'clock_offset_ms / 1000.0')
		|| centre.metric_of_fleet('skills_kiosk_last_visit_timestamp_seconds', 'gauge', 'When somebody was there.',
			'extract(epoch from last_visit)')
		|| centre.metric_of_fleet('skills_kiosk_restarts', 'counter', 'How often it began anew.', 'restarts')
		|| centre.metrics_of_data() || centre.metrics_of_alarms() || centre.metrics_of_centre()
		|| E'# EOF\n'
$$;
