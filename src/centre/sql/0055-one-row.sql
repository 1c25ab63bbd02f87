-- A submission writes two rows, the application and its case.  What it took (its number of the year,
-- its trade and level) are columns of the application, held by unique keys there as they were by
-- those of the slot and the trade; and where it stands at first is what it was answered.

-- ---- what an application took ----

alter table centre.application
	add column slot smallint,			-- of its year and class; null: none, or given back
	add column held boolean not null default false,	-- what it took is still its own
	add column released timestamptz;		-- since when it is not

update centre.application a set slot = t.no, held = t.released is null, released = t.released
	from (select a.key, s.no, case when s.no is null then
			coalesce((select max(g.released) from centre.slot g where g.application = a.key),
				 (select max(g.released) from centre.once g where g.application = a.key)) end as released
		from centre.application a
		left join centre.slot s on s.application = a.key and s.released is null
		where a.answer->>'outcome' = 'taken') t
	where t.key = a.key;

drop function centre.release(text);
drop table centre.slot, centre.once;

-- Nulls are apart: whoever has no number of the year stands there to be found by the person alone.
create unique index slot_taken_once on centre.application (person, year, class, slot);
create unique index once_only on centre.application (person, occupation, level) where held;
drop index centre.application_person_year_idx;

create view centre.slot as
	select a.person, a.year, a.class, coalesce(a.slot, (a.answer->>'slot')::smallint) as no, a.key as application,
	       a.received as taken, a.released
	from centre.application a
	where a.slot is not null or a.released is not null and a.answer->>'slot' is not null;

create view centre.once as
	select a.person, a.occupation, a.level, a.key as application, a.released
	from centre.application a
	where a.occupation is not null and (a.held or a.released is not null);

-- A freed slot promotes nobody by itself: who got none is with the staff already.
create function centre.release(application text) returns smallint
language plpgsql as $$
#variable_conflict use_column
declare
	freed smallint;
begin
	update centre.application a set slot = null, held = false, released = clock_timestamp()
		where a.key = release.application and a.held
		returning (a.answer->>'slot')::smallint into freed;
	return freed;
end $$;

-- ---- where it stands at first ----

-- A withdrawal that came before it is a row of its own, as every later status is.
create or replace function centre.last_status(application text) returns centre.status
language sql stable as $$
	select coalesce((select s.status from centre.application_status s
			where s.application = last_status.application order by s.seq desc limit 1),
		(select case a.answer->>'outcome' when 'taken' then 'received' else 'at_staff' end::centre.status
			from centre.application a where a.key = last_status.application))
$$;

-- ---- what each row is held to, once ----

-- One expression: each constraint is read anew for every row that is written alone.
create function centre.is_application(year smallint, class text, slot smallint, occupation text, level text,
				      items jsonb, about jsonb, pack text, sealed bytea) returns boolean
language plpgsql immutable as $$
begin
	return year between 2000 and 2100 and (slot is null or class is not null and slot between 1 and 9)
		and (occupation is null) = (level is null)
		and (occupation is null or length(occupation) between 1 and 128 and length(level) between 1 and 32)
		and jsonb_typeof(items) = 'array'
		and jsonb_typeof(about) = 'object' and length(about::text) <= 4096
		and pack ~ '^[0-9a-f]{64}$' and octet_length(sealed) between 1 and 65536;
end $$;
alter table centre.application
	drop constraint application_year_check, drop constraint application_check,
	drop constraint application_occupation_check, drop constraint application_level_check,
	drop constraint application_items_check, drop constraint application_about_check,
	drop constraint application_pack_check, drop constraint application_sealed_check,
	add constraint application_is_one
		check (centre.is_application(year, class, slot, occupation, level, items, about, pack, sealed));

-- Sealed bytes are as good as random: whoever tries to press them wins nothing.
alter table centre.application alter column sealed set storage external;

-- A kiosk and an application that were there once stay, so whoever names one need not hold its row.
create function centre.name_stays() returns trigger language plpgsql as $$
begin
	raise exception '% keeps what others name', tg_table_name;
end $$;
create trigger name_stays before delete on centre.kiosk for each row execute function centre.name_stays();
create trigger name_changes before update on centre.kiosk for each row when (new.name <> old.name)
	execute function centre.name_stays();
create trigger name_stays before delete on centre.application for each row execute function centre.name_stays();
create trigger name_changes before update on centre.application for each row when (new.key <> old.key)
	execute function centre.name_stays();
alter table centre.application drop constraint application_kiosk_fkey;
alter table desk.casefile drop constraint casefile_key_fkey;

-- ---- fewer entries ----

-- A day's applications lie together.
drop index centre.application_received;
create index application_received on centre.application using brin (received);
drop index desk.casefile_person_hash_idx, desk.casefile_receipt_no_idx;
create index casefile_person_hash_idx on desk.casefile (person_hash) where person_hash is not null;
create index casefile_receipt_no_idx on desk.casefile (receipt_no) where receipt_no is not null;

-- What a submission takes is written with it: gate.submit of 0057.

-- The desk gives back what it refused.
grant select on centre.slot, centre.once to desk_owner;
grant update (slot, held, released) on centre.application to desk_owner;
grant execute on function centre.release(text), centre.is_application to desk_owner;
