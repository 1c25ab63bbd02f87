-- Signed packs and data for the kiosks (src/bundle): kept as they were signed, never opened
-- here, and given out in waves.  The signature is the publisher's, so whoever writes into this
-- table can withhold a bundle, and change none.

create domain centre.bundle_kind as text
	check (value in ('pack', 'institutions', 'catalogue', 'standards', 'overrides'));

create table centre.bundle (
	kind centre.bundle_kind,
	version bigint check (version between 1 and 2147483647),
	bytes bytea not null check (octet_length(bytes) between 1 and 25165824),
	made timestamptz not null,
	published timestamptz not null default clock_timestamp(),
	by text not null default session_user,
	-- per cent of the kiosks
	wave smallint not null default 1 check (wave in (1, 10, 100)),
	wave_since timestamptz not null default clock_timestamp(),
	-- what was wrong with the fleet before: only what is new stops a wave
	alarms_before jsonb not null default '[]',
	stopped timestamptz,
	why text,
	primary key (kind, version),
	check ((stopped is null) = (why is null))
);
-- Read in pieces.
alter table centre.bundle alter column bytes set storage external;

-- What each kiosk has, and what it would not take, in its own words.
create table centre.kiosk_bundle (
	kiosk text references centre.kiosk,
	kind centre.bundle_kind,
	version bigint not null check (version >= 0),
	since timestamptz not null default clock_timestamp(),
	refused bigint,
	why text check (length(why) <= 600),
	primary key (kiosk, kind)
);

create view centre.may_speak as
	select distinct kiosk from centre.kiosk_certificate
	where revoked is null and now() < valid_until;

/*
 * Whether the kiosk is one of so many per cent of all, and of one at least.  Which ones is by
 * chance of the bundle, so that it is not always the same halls that try first; whoever is in
 * a wave is in every later one.
 */
create function centre.in_wave(kiosk text, kind text, version bigint, wave int) returns boolean
language plpgsql stable as $$
#variable_conflict use_column
begin
	return wave >= 100 or (
		select r.rank <= ceil(r.total * in_wave.wave / 100.0) from (
			select k.kiosk, count(*) over () as total,
				row_number() over (order by md5(k.kiosk || in_wave.kind || in_wave.version)) as rank
			from centre.may_speak k) r
		where r.kiosk = in_wave.kiosk);
end $$;

create function centre.alarms_now() returns jsonb
language plpgsql stable as $$
begin
	return coalesce((select jsonb_agg(kiosk || ' ' || alarm) from centre.fleet_alarm), '[]');
end $$;

/*
 * For the next bundle of data: minutes since 1970, so that a database that was restored from
 * yesterday's backup does not give out a number again that kiosks have.
 */
create function centre.next_bundle(kind text) returns bigint
language plpgsql stable as $$
#variable_conflict use_column
begin
	return greatest(extract(epoch from clock_timestamp())::bigint / 60,
		(select 1 + max(b.version) from centre.bundle b where b.kind = next_bundle.kind));
end $$;

/*
 * Puts one out, to the first wave.  The same once more changes nothing.  A version never falls.
 */
create function centre.publish(kind text, version bigint, bytes bytea, made timestamptz)
returns text language plpgsql as $$
#variable_conflict use_column
declare
	newest bigint := (select max(b.version) from centre.bundle b where b.kind = publish.kind);
	ahead text;
begin
	if exists (select from centre.bundle b where b.kind = publish.kind
		   and b.version = publish.version and b.bytes = publish.bytes) then
		return 'was published before';
	end if;
	if newest >= publish.version then
		raise exception 'there is a version as new or newer, %: raise it', newest
			using errcode = 'invalid_parameter_value';
	end if;
	insert into centre.bundle (kind, version, bytes, made, alarms_before)
		values (publish.kind, publish.version, publish.bytes, publish.made, centre.alarms_now());
	insert into centre.audit (who, what, detail) values (session_user, 'bundle.published',
		jsonb_build_object('kind', publish.kind, 'version', publish.version));
	-- told and not believed: no kiosk may keep the others from what is published
	select string_agg(k.kiosk, ', ' order by k.kiosk) into ahead from centre.kiosk_bundle k
		where k.kind = publish.kind and k.version >= publish.version;
	return 'published to the first wave' || coalesce(
		'; these say that they have a newer one and will not take it: ' || ahead, '');
end $$;

/*
 * item: have {KIND: VERSION}, and of one that was not taken: refused {"kind", "version", "why"}.
 * Of each kind the newest that this kiosk is to have: {"outcome": "known", "offers":
 * [{"kind", "version", "size"}]}, in the order in which they are taken.
 */
create function gate.offers(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	speaker text := (centre.speaker(serial)).name;
begin
	if speaker is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	insert into centre.kiosk_bundle (kiosk, kind, version)
		select speaker, h.key, h.value::bigint from jsonb_each_text(item->'have') h
	on conflict (kiosk, kind) do update set version = excluded.version, refused = null,
		why = null, since = clock_timestamp()
		where kiosk_bundle.version <> excluded.version;
	if item ? 'refused' then
		insert into centre.kiosk_bundle (kiosk, kind, version, refused, why)
			select speaker, r->>'kind', 0, (r->>'version')::bigint, left(r->>'why', 600)
			from (select item->'refused' as r) x
		on conflict (kiosk, kind) do update set refused = excluded.refused, why = excluded.why;
	end if;
	return jsonb_build_object('outcome', 'known', 'offers', coalesce((
		select jsonb_agg(jsonb_build_object('kind', o.kind, 'version', o.version, 'size', o.size)
			order by array_position(array['pack', 'institutions', 'catalogue', 'standards',
				'overrides'], o.kind::text))
		from (select distinct on (b.kind) b.kind, b.version, octet_length(b.bytes) as size
		      from centre.bundle b
		      where b.stopped is null
			and b.version > coalesce((item->'have'->>b.kind::text)::bigint, 0)
			and centre.in_wave(speaker, b.kind, b.version, b.wave)
		      order by b.kind, b.version desc) o), '[]'));
end $$;

/* item: kind, version, from.  {"outcome": "piece", "data": base64 of at most 32 KiB}. */
create function gate.piece(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	speaker text := (centre.speaker(serial)).name;
	data bytea;
begin
	if speaker is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	select substring(b.bytes from (item->>'from')::int + 1 for 32768) into data
		from centre.bundle b
		where b.kind = item->>'kind' and b.version = (item->>'version')::bigint
		  and b.stopped is null;
	if data is null or octet_length(data) = 0 then
		return '{"outcome": "absent"}';
	end if;
	return jsonb_build_object('outcome', 'piece',
		'data', translate(encode(data, 'base64'), E'\n', ''));
end $$;
grant execute on function gate.offers, gate.piece to centre_gate;

create function centre.stop_bundle(kind text, version bigint, why text) returns text
language plpgsql as $$
#variable_conflict use_column
begin
	update centre.bundle b set stopped = clock_timestamp(), why = stop_bundle.why
		where b.kind = stop_bundle.kind and b.version = stop_bundle.version
		  and b.stopped is null;
	if not found then
		return 'nothing is out that could be stopped';
	end if;
	insert into centre.audit (who, what, detail) values (session_user, 'bundle.stopped',
		jsonb_build_object('kind', stop_bundle.kind, 'version', stop_bundle.version,
				   'why', stop_bundle.why));
	return 'stopped: ' || stop_bundle.why;
end $$;

/*
 * What speaks against giving it to more; null: nothing.  A refusal; or an alarm of a kiosk that
 * has it, of a kind that a pack or data can cause, which was not there before.
 */
create function centre.against(kind text, version bigint) returns text
language plpgsql stable as $$
#variable_conflict use_column
declare
	found text;
begin
	select format('%s refused it: %s', k.kiosk, k.why) into found from centre.kiosk_bundle k
		where k.kind = against.kind and k.refused = against.version order by k.kiosk limit 1;
	if found is null then
		select format('%s has an alarm that it had not before: %s', a.kiosk, a.alarm) into found
			from centre.fleet_alarm a
			join centre.kiosk_bundle k on k.kiosk = a.kiosk and k.kind = against.kind
			                          and k.version = against.version
			join centre.bundle b on b.kind = k.kind and b.version = k.version
			where a.alarm in ('silent', 'no_pack', 'set_aside', 'no_reader', 'disk')
			  and not b.alarms_before ? (a.kiosk || ' ' || a.alarm)
			order by a.kiosk, a.alarm limit 1;
	end if;
	return found;
end $$;

/* One step: the next wave, or why not.  after: how long a wave is watched at least. */
create function centre.advance_bundle(kind text, version bigint, after interval) returns text
language plpgsql as $$
#variable_conflict use_column
declare
	this centre.bundle;
	trouble text := centre.against(kind, version);
	watched boolean;
	waits bigint;
begin
	select b.* into this from centre.bundle b
		where b.kind = advance_bundle.kind and b.version = advance_bundle.version for update;
	watched := clock_timestamp() >= this.wave_since + advance_bundle.after;
	if this.stopped is not null then
		return 'stopped: ' || this.why;
	elsif this.wave = 100 and watched then	-- whatever happens later has other reasons
		return 'out everywhere';
	elsif trouble is not null then
		return centre.stop_bundle(this.kind, this.version, trouble);
	elsif this.wave = 100 then
		return 'out everywhere, and watched';
	end if;
	select count(*) into waits from centre.may_speak m
		where centre.in_wave(m.kiosk, this.kind, this.version, this.wave) and not exists (
			select from centre.kiosk_bundle k where k.kiosk = m.kiosk
			and k.kind = this.kind and k.version >= this.version);
	if waits > 0 then
		return format('%s %% of the kiosks: %s of them do not have it yet', this.wave, waits);
	elsif not watched then
		return format('%s %% of the kiosks have it; the next from %s on', this.wave,
			to_char(this.wave_since + advance_bundle.after, 'YYYY-MM-DD HH24:MI'));
	end if;
	update centre.bundle b set wave = case b.wave when 1 then 10 else 100 end,
		wave_since = clock_timestamp()
		where b.kind = this.kind and b.version = this.version returning b.wave into this.wave;
	insert into centre.audit (who, what, detail) values (session_user, 'bundle.wave',
		jsonb_build_object('kind', this.kind, 'version', this.version, 'wave', this.wave));
	return format('now for %s %% of the kiosks', this.wave);
end $$;

/* Each kind's newest, one step: [{"kind", "version", "said"}]. */
create function centre.advance_all(after interval) returns jsonb
language plpgsql as $$
#variable_conflict use_column
begin
	return coalesce((select jsonb_agg(jsonb_build_object('kind', n.kind, 'version', n.version,
			'said', centre.advance_bundle(n.kind, n.version, advance_all.after)) order by n.kind)
		from (select b.kind::text as kind, max(b.version) as version
		      from centre.bundle b group by b.kind) n), '[]');
end $$;
