-- What a router before several shards (kiosk-config/centre/router.sql) calls on each of them.

-- What stood before; null: none.
create function centre.set_limit(class text, most int) returns int
language plpgsql as $$
#variable_conflict use_column
declare
	before int := (select l.most from centre.yearly_limit l where l.class = set_limit.class);
begin
	insert into centre.yearly_limit (class, most) values (set_limit.class, set_limit.most::smallint)
		on conflict (class) do update set most = excluded.most, pack = null;
	insert into centre.audit (who, what, detail) values (session_user, 'limit.set',
		jsonb_build_object('class', set_limit.class, 'most', set_limit.most));
	return before;
end $$;

-- ---- a batch, looked at and merged in two steps, because a shard has but a part of it ----

-- This shard's lines of the batch `token`, put aside.  Returns what stands against them.
create function exchange.put_aside(token text, source text, lines int[], persons text[], facts text[],
				   said text[], dates text[], aliases text[])
returns table (line int, reason text) language plpgsql as $$
#variable_conflict use_column
declare
	this bigint;
begin
	insert into exchange.batch (source, file) values (put_aside.source, put_aside.token)
		returning id into this;
	insert into exchange.stage (batch, line, person, fact, value, as_of, alias)
		select this, l.line, decode(l.person, 'hex'), l.fact, l.said, l.day, l.alias
		from unnest(lines, persons, facts, said, dates, aliases) as l (line, person, fact, said, day, alias);
	return query select f.line, f.reason from exchange.faults(this) f;
end $$;

-- What was put aside is merged, or dropped; null: this shard had no line of it.
create function exchange.settle_aside(token text, keep boolean) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	this bigint := (select b.id from exchange.batch b where b.file = settle_aside.token and b.state = 'staged');
begin
	if this is null then
		return null;
	elsif keep then
		return exchange.merge(this);
	end if;
	delete from exchange.stage s where s.batch = this;
	update exchange.batch b set state = 'refused' where b.id = this;
	return null;
end $$;
