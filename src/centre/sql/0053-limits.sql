-- A year's limits come from the pack that was published last: its figures, and which pack it was.
-- A command may set one until a pack says another.

alter table centre.yearly_limit add column pack text;	-- its version; null: set by hand

/*
 * limits: {CLASS: MOST} of a pack.  Returns what is other than before, a line each; null: nothing.
 * A class that the pack does not count stays as it is.
 */
create function centre.limits_of_pack(pack text, limits jsonb) returns text
language plpgsql as $$
#variable_conflict use_column
declare
	said text;
begin
	select string_agg(format('%s: %s a year, %s before', n.key, n.value, coalesce(l.most::text, 'none')),
			  E'\n' order by n.key) into said
		from jsonb_each_text(limits) n left join centre.yearly_limit l on l.class = n.key
		where l.most is distinct from n.value::smallint;
	insert into centre.yearly_limit (class, most, pack)
		select n.key, n.value::smallint, limits_of_pack.pack from jsonb_each_text(limits) n
		on conflict (class) do update set most = excluded.most, pack = excluded.pack;
	if said is not null then
		insert into centre.audit (who, what, detail) values (session_user, 'limit.of_pack',
			jsonb_build_object('pack', limits_of_pack.pack, 'limits', limits));
	end if;
	return said;
end $$;
