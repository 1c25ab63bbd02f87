-- What a printer has nearly used up is an alarm of its kiosk, and stands beside it on the desk.

-- What somebody ought to look at: as before (0030), and what a printer has
-- nearly used up.
create or replace view centre.fleet_alarm as
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
		union all select 'supplies', f.at where exists (select from centre.supplies_low l
			where l.kiosk = f.kiosk)
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

-- As the owner, because what the fleet's views call is the centre's own; the district is asked here.
-- With what is to be ordered.
create or replace function desk.fleet_rows(who desk.staff) returns jsonb language sql stable
security definer set search_path = pg_catalog as $$
	select coalesce(jsonb_agg(jsonb_build_object('kiosk', f.kiosk, 'at', f.at, 'version', f.version,
		'region_name', (select r.name from desk.region r where r.region = f.region),
		'printer', f.printer, 'supplies', coalesce((select jsonb_agg(s.item) from
			jsonb_array_elements(f.supplies) as s(item) where (s.item->>'low')::boolean), '[]'),
		'readers', f.readers, 'disk_free', f.disk_free,
		'waiting', f.outbox_waiting, 'aside', f.outbox_aside, 'last_visit', f.last_visit,
		'restarts', f.restarts, 'certificate_until', f.certificate_until,
		'alarms', coalesce((select jsonb_agg(a.alarm order by a.alarm) from centre.fleet_alarm a
			where a.kiosk = f.kiosk), '[]')) order by f.kiosk), '[]')
	from centre.fleet f where who.region in (0, f.region)
$$;
