-- A kiosk's disk that was copied makes two machines with one name and one certificate.  Each
-- start of a kiosk has a number by chance; one that was followed by another never comes again,
-- unless both run.  Once it may be a letter that was late; twice it is another machine.

create table centre.kiosk_run (
	kiosk text references centre.kiosk,
	run text check (run ~ '^[0-9a-f]{16}$'),
	last timestamptz not null default clock_timestamp(),
	followed boolean not null default false,
	came_back int not null default 0,
	primary key (kiosk, run)
);

create function centre.has_twin(kiosk text) returns boolean
language plpgsql stable as $$
#variable_conflict use_column
begin
	return coalesce((select sum(r.came_back) from centre.kiosk_run r
		where r.kiosk = has_twin.kiosk), 0) >= 2;
end $$;

-- Of each kiosk the last eight starts of a day are known.  Returns whether it has a twin.
create function centre.note_run(kiosk text, run text) returns boolean
language plpgsql as $$
#variable_conflict use_column
begin
	if run is null then
		return centre.has_twin(kiosk);
	end if;
	delete from centre.kiosk_run r where r.kiosk = note_run.kiosk and (
		r.last < clock_timestamp() - interval '1 day' or r.run not in (
			select n.run from centre.kiosk_run n where n.kiosk = note_run.kiosk
			order by n.last desc limit 8));
	insert into centre.kiosk_run as r (kiosk, run) values (note_run.kiosk, note_run.run)
		on conflict (kiosk, run) do update set last = clock_timestamp(), followed = false,
			came_back = r.came_back + r.followed::int;
	update centre.kiosk_run r set followed = true
		where r.kiosk = note_run.kiosk and r.run <> note_run.run and not r.followed;
	return centre.has_twin(note_run.kiosk);
end $$;

-- Whoever is enrolled anew begins anew: the twin has the former certificate, which is revoked.
create function centre.forget_runs() returns trigger language plpgsql as $$
begin
	delete from centre.kiosk_run r where r.kiosk = new.kiosk;
	return new;
end $$;
create trigger runs_of_before after insert on centre.kiosk_certificate
	for each row execute function centre.forget_runs();
