-- What a kiosk's printer uses up, by its own word, and how long its machine is on: told with
-- the heartbeat by kiosks that know it.

alter table centre.heartbeat
	add column up_s bigint check (up_s >= 0),
	-- [{"name": "black", "percent": 7, "low": true}, …]; without percent: not known
	add column supplies jsonb not null default '[]'
		check (jsonb_typeof(supplies) = 'array' and length(supplies::text) <= 2048);

revoke execute on function gate.heartbeat from centre_gate;
alter function gate.heartbeat(text, jsonb) set schema centre;
alter function centre.heartbeat(text, jsonb) rename to note_heartbeat;

-- As before (0030), with these two.
create function gate.heartbeat(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare
	noted jsonb := centre.note_heartbeat(serial, item);
begin
	if noted->>'outcome' = 'noted' then
		update centre.heartbeat set up_s = (item->>'up')::bigint,
			supplies = coalesce(item->'supplies', '[]')
			where kiosk = (centre.speaker(serial)).name;
	end if;
	return noted;
end $$;
grant execute on function gate.heartbeat to centre_gate;

create or replace view centre.fleet as
	select k.name as kiosk, k.region, c.until as certificate_until, h.at, h.version, h.commit,
		h.pack, h.data, h.readers, h.printer, h.disk_free, h.outbox_waiting,
		h.outbox_taken, h.outbox_aside, h.waiting_since, h.clock_offset_ms,
		h.last_visit, h.started, h.restarts, h.up_s, h.supplies
	from centre.kiosk k
	join (select kiosk, max(valid_until) as until from centre.kiosk_certificate
	      where revoked is null group by kiosk) c on c.kiosk = k.name
	left join centre.heartbeat h on h.kiosk = k.name;

-- Of each kiosk that said so: what is to be ordered for its printer.
create view centre.supplies_low as
	select f.kiosk, f.region, s.item->>'name' as supply, (s.item->>'percent')::int as percent
	from centre.fleet f cross join lateral jsonb_array_elements(f.supplies) as s(item)
	where (s.item->>'low')::boolean;
