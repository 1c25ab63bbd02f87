// The counter: what kiosks leave to it, and cards that somebody left behind.
import { ask, card, choices, field, local, make, say, select, sheet, show, table } from "./parts.js";
import { told, words } from "./tongue.js";
import { COLUMNS } from "./lists.js";
import { CARD_KINDS, COUNTER, COUNTER_FOUND, ENDED, VOUCHED } from "./words.js";

const because = (title) => field("reason", title, make("input", { required: true, minlength: 2, maxlength: 200 }));
const ABOUT = {
	original: "在终端上选了纸上签名：回执要本人到窗口签。原件收到或者扫描以后，才能通过。",
	vouched: "终端上没有用卡密码，工作人员当面核对了本人。这里由另一个人再看一遍。",
	no_card: "本人没有带卡，工作人员照证件录了号码。这里再看一遍证件的记录。",
};

// What a kiosk left: why, and whose card stood beside the visitor.
export function taskWhy(task) {
	const why = task.kind === "vouched" ? VOUCHED[task.why] || "" : "";
	return [why, task.staff_no ? told`工作人员 ${task.staff_no}` : ""].filter(Boolean).map(words).join(words("，")) || "—";
}

function scanFields() {
	return [field("scan", "扫描件存在哪（原件收到就空着）", make("input", { maxlength: 500, autocomplete: "off" })),
		field("scan_hash", "扫描件的指纹（SHA-256，64 位）", make("input", { pattern: "[0-9a-f]{64}", maxlength: 64, autocomplete: "off" }))];
}

export function taskSheet(task, after) {
	const original = task.kind === "original";
	const results = original ? { arrived: COUNTER_FOUND.arrived, scanned: COUNTER_FOUND.scanned } :
		{ right: COUNTER_FOUND.right, wrong: COUNTER_FOUND.wrong };
	return sheet("counter-" + task.id, [choices("found", "结果", results), ...(original ? scanFields() : []),
		because(original ? "谁收的、收在哪" : "怎么看的")], "记下", async (form) => {
		const scan = form.found === "scanned" ? { scan: form.scan, scan_hash: form.scan_hash } : {};
		await ask("counter_done", { id: task.id, found: form.found, reason: form.reason, ...scan });
		say("记下了。");
		await after();
	});
}

function tabs(all, chosen) {
	const tab = (name, count) => make("a", { class: "tab", href: "#/counter/" + name,
		"aria-current": name === chosen ? "page" : null }, told`${COUNTER[name]} ${count}`);
	return make("nav", { class: "head", "aria-label": "窗口的事" }, make("div", { class: "choices" },
		...Object.keys(ABOUT).map((kind) => tab(kind, all.open[kind] || 0)), tab("cards", all.left_behind)));
}

export async function counter(me, wanted) {
	const chosen = COUNTER[wanted] ? wanted : "original";
	const all = await ask("counter", { kind: chosen });
	if (chosen === "cards")
		return cards(me, all);
	const does = me.may.includes("counter_done");
	show(told`窗口：${COUNTER[chosen]}`, tabs(all, chosen), make("p", { class: "soft" }, ABOUT[chosen]),
		table(COUNTER[chosen], [...COLUMNS.slice(0, 3), ["提交", (row) => local(row.signed), "nowrap"], ["怎么回事", (row) => taskWhy(row.task)],
			["办理", (row) => does ? make("details", {}, make("summary", {}, "记结果"), taskSheet(row.task, () => counter(me, chosen))) : "—"]], all.rows),
		make("p"), make("p", { class: "soft" }, "过了十分钟才要撤回的：查到申请，打开，在“撤回”里办。"));
}

// ---- cards ----

function ending(me, one, again) {
	if (one.ended)
		return told`${ENDED[one.ended]}，${one.ended_on}，${one.ended_who}：${one.ended_why}`;
	if (!me.may.includes("found_card_end"))
		return "还在";
	return make("details", {}, make("summary", {}, "交出去"), sheet("card-" + one.id, [choices("ended", "交给谁", ENDED),
		field("what", "来领的人的证件号码（还给本人才填）", make("input", { maxlength: 18, autocomplete: "off" })),
		because("怎么核对的、谁签收的")], "记下", async (form) => {
		await ask("found_card_end", { id: one.id, ...form });
		say("记下了。");
		await again();
	}));
}

function cardTable(me, found, again) {
	return table("落下的卡", [["第几张", (one) => one.id, "sum"], ["什么卡", (one) => CARD_KINDS[one.card]], ["哪台终端", (one) => one.kiosk],
		["哪天", (one) => one.found_on, "nowrap"], ["收在哪", (one) => one.place], ["说明", (one) => one.known ? one.reason : told`${one.reason}（看不出号码）`],
		["谁收的", (one) => one.who], ["后来", (one) => ending(me, one, again)]], found);
}

function finder(me, all) {
	return sheet("card-find", [field("what", "来问的人的证件号码", make("input", { required: true, maxlength: 18, autocomplete: "off" }))], "查", async (form) => {
		const { cards: found } = await ask("found_cards", form);
		say(found.length ? told`找到 ${found.length} 张。` : "没有这个人的卡。");
		document.getElementById("card-list").replaceChildren(cardTable(me, found, () => cards(me, all)));
	}, "");
}

function adder(me, all, kiosks) {
	return sheet("card-add", [select("kiosk", "哪台终端", Object.fromEntries(kiosks.map((name) => [name, name]))), choices("card", "什么卡", CARD_KINDS),
		field("what", "卡上的证件号码（看不出就空着；只留下查找用的指纹）", make("input", { maxlength: 18, autocomplete: "off" })),
		field("place", "收在哪", make("input", { required: true, minlength: 2, maxlength: 60 })), because("怎么发现的")], "登记", async (form) => {
		await ask("found_card_add", form);
		say("登记了。");
		await cards(me, await ask("counter", { kind: "cards" }));
	});
}

async function cards(me, all) {
	const { cards: found, kiosks } = await ask("found_cards");
	show(told`窗口：${COUNTER.cards}`, tabs(all, "cards"), make("p", { class: "soft" }, "终端会一直叫到卡被取走；没有人取的，工作人员收在这里。还给本人要核对号码。"),
		make("div", { class: "wide" }, card("有人来问", finder(me, all)), me.may.includes("found_card_add") && kiosks.length > 0 &&
			card("登记一张", make("details", {}, make("summary", {}, "收到一张卡"), adder(me, all, kiosks)))),
		make("div", { id: "card-list" }, found.length ? cardTable(me, found, () => cards(me, all)) : make("p", {}, "现在没有落下的卡。")));
}
