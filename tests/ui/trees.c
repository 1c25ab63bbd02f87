#include "trees.h"

#define ADD(...) tree_add(tree, (struct node){ __VA_ARGS__ })
#define OPEN(...) tree_open(tree, (struct node){ __VA_ARGS__ })
#define GROUP(kind, ...) OPEN(.look = (kind), ##__VA_ARGS__)
#define CLOSE() tree_close(tree)
#define WORDS(kind, words) ADD(.role = ROLE_TEXT, .look = (kind), .label = (words))
#define HEADING(kind, words) ADD(.role = ROLE_HEADING, .look = (kind), .label = (words))
#define BUTTON(kind, name, words) \
	ADD(.id = (name), .role = ROLE_BUTTON, .look = (kind), .label = (words), \
	    .action = { 1, 0 })

static enum lang now;

/* The words in the sample's language; traditional Chinese has its own where they differ. */
static const char *say(const char *zh, const char *en)
{
	return now == LANG_EN ? en : zh;
}

static void begin(struct tree *tree, struct arena *arena, const char *screen,
		  enum lang lang)
{
	now = lang;
	tree_begin(tree, arena, screen, lang);
}

static void header(struct tree *tree)
{
	GROUP(LOOK_HEADER);
	GROUP(LOOK_COLUMN);
	WORDS(LOOK_STRONG, say("海曙区政务服务大厅 · 职业技能补贴",
			       "Haishu Government Service Hall"));
	ADD(.id = "me", .role = ROLE_TEXT, .look = LOOK_NOTE, .flags = NODE_HOLD | NODE_PRIVATE,
	    .label = "李*娜 · 3302**********0042", .value = "李某娜 · 330299198604120042",
	    .action = { 1, 0 });
	CLOSE();
	WORDS(LOOK_DEMO, say("演示日期 2021-03-15", "Demo 2021-03-15"));
	CLOSE();
}

static void steps(struct tree *tree, int at)
{
	static const char *const zh[] = { "刷卡", "情况", "结果", "告知", "签名", "回执" };
	static const char *const en[] = { "Card", "Answers", "Results", "Notice",
					  "Signature", "Receipt" };

	GROUP(LOOK_STEPS);
	for (int i = 0; i < 6; i++)
		WORDS(i < at ? LOOK_STEP_DONE : i == at ? LOOK_STEP_NOW : LOOK_STEP_AHEAD,
		      say(zh[i], en[i]));
	CLOSE();
}

static void help_bar(struct tree *tree)
{
	GROUP(LOOK_HELP_BAR);
	BUTTON(LOOK_HELP, "display", say("显示与声音", "Display and sound"));
	BUTTON(LOOK_HELP, "language", "语言 Language");
	BUTTON(LOOK_HELP, "help", say("找人帮忙", "Get help"));
	CLOSE();
}

static void bar(struct tree *tree, const char *act)
{
	GROUP(LOOK_BAR);
	BUTTON(LOOK_END, "end", say("结束并清除", "End and clear"));
	BUTTON(LOOK_SECOND, "back", say("返回", "Back"));
	BUTTON(LOOK_ACT, "next", act);
	CLOSE();
	help_bar(tree);
}

static void build_idle(struct tree *tree, struct arena *arena, enum lang lang)
{
	begin(tree, arena, "idle", lang);
	GROUP(LOOK_HEADER);
	GROUP(LOOK_COLUMN);
	WORDS(LOOK_STRONG, say("海曙区政务服务大厅", "Haishu Government Service Hall"));
	WORDS(LOOK_NOTE, say("3 号自助终端", "Terminal 3"));
	CLOSE();
	GROUP(LOOK_COLUMN);
	WORDS(LOOK_NOTE, say("09:30 星期一", "Monday 09:30"));
	WORDS(LOOK_DEMO, say("演示日期 2021-03-15", "Demo 2021-03-15"));
	CLOSE();
	CLOSE();
	GROUP(LOOK_BODY, .flags = NODE_CENTRE);
	HEADING(LOOK_TITLE, say("看看您能享受哪些培训补贴",
				"See which training subsidies you can get"));
	WORDS(LOOK_LEAD, say("只要几分钟，当场告诉您结果和理由。",
			     "A few minutes, and you know the result and why."));
	GROUP(LOOK_DROP);
	ADD(.id = "laid", .role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = PICTURE_LAY_FIRST,
	    .frames = PICTURE_LAY_FRAMES, .spoken = "一张卡", .width_mm = 90, .height_mm = 58);
	WORDS(LOOK_CARD_TITLE, say("请把社保卡或居住证放在下方读卡区",
				   "Lay your social security card "
				   "or residence permit on the reader below"));
	CLOSE();
	BUTTON(LOOK_SECOND, "courses", say("不刷卡，先看看有哪些课程", "Look at the courses first"));
	CLOSE();
	help_bar(tree);
}

static void option(struct tree *tree, const char *id, const char *words, unsigned flags)
{
	ADD(.id = id, .role = ROLE_CHOICE, .look = LOOK_OPTION, .label = words,
	    .flags = flags, .action = { 1, 0 });
}

static void build_question(struct tree *tree, struct arena *arena, enum lang lang)
{
	begin(tree, arena, "question", lang);
	header(tree);
	steps(tree, 1);
	GROUP(LOOK_BODY);
	HEADING(LOOK_TITLE, say("您被认定为就业困难人员吗？",
				"Are you recognised as a person in difficulty finding work?"));
	WORDS(LOOK_LEAD, say("由人社部门认定，会发认定证明。这关系到生活费补贴。",
			     "The labour office recognises it and issues a paper. "
			     "The living allowance depends on it."));
	OPEN(.role = ROLE_LIST, .look = LOOK_SHEET);
	option(tree, "answer-yes", say("是", "Yes"), 0);
	option(tree, "answer-no", say("否", "No"), NODE_CHECKED | NODE_FIRST_FOCUS);
	option(tree, "answer-unsure", say("不清楚", "Not sure"), 0);
	CLOSE();
	WORDS(LOOK_NOTE, say("选「不清楚」也能继续，结果会写明还要核实什么。",
			     "\"Not sure\" goes on too: "
			     "the result says what is still to be checked."));
	CLOSE();
	bar(tree, say("继续：看结果", "Continue: results"));
}

static void build_group(struct tree *tree, struct arena *arena, enum lang lang)
{
	begin(tree, arena, "group", lang);
	header(tree);
	steps(tree, 1);
	GROUP(LOOK_BODY);
	HEADING(LOOK_TITLE, say("下面哪些说的是您？", "Which of these are you?"));
	WORDS(LOOK_LEAD, say("可以选几项。", "Choose any."));
	OPEN(.role = ROLE_LIST, .look = LOOK_SHEET);
	option(tree, "g1", say("登记失业人员", "Registered unemployed"), NODE_MULTI | NODE_CHECKED);
	option(tree, "g2", say("持有残疾人证，在法定劳动年龄内",
			       "Holder of a disability certificate, of working age"), NODE_MULTI);
	option(tree, "g3", say("退役军人", "Veteran"), NODE_MULTI);
	option(tree, "g4", say("农村转移就业劳动者", "Moved from farming to other work"), NODE_MULTI);
	option(tree, "g5", say("都没有", "None of these"), NODE_MULTI);
	CLOSE();
	CLOSE();
	bar(tree, say("继续", "Continue"));
}

static void card(struct tree *tree, enum look badge, const char *badge_words,
		 const char *amount, const char *title, const char *why, const char *link,
		 const char *id, const char *rule)
{
	OPEN(.role = ROLE_LIST, .look = LOOK_SHEET);
	GROUP(LOOK_SPREAD);
	GROUP(LOOK_COLUMN);
	WORDS(badge, badge_words);
	HEADING(LOOK_CARD_TITLE, title);
	CLOSE();
	WORDS(LOOK_AMOUNT, amount);
	CLOSE();
	GROUP(LOOK_LINE);
	if (why)
		WORDS(LOOK_BODY_TEXT, why);
	BUTTON(LOOK_LINK, id, link);
	CLOSE();
	if (rule)
		WORDS(LOOK_NOTE, rule);
	CLOSE();
}

static void build_results(struct tree *tree, struct arena *arena, enum lang lang)
{
	begin(tree, arena, "results", lang);
	header(tree);
	steps(tree, 2);
	GROUP(LOOK_BODY);
	HEADING(LOOK_TITLE, say("有 2 项您初步符合条件", "You seem to qualify for 2"));
	WORDS(LOOK_LEAD, say("以经办机构审核为准。点开可看理由和要准备什么。",
			     "The office decides. Open one to see why and what to bring."));
	card(tree, LOOK_YES, say("初步符合", "Likely"), say("学费全免", "No fee"),
	     say("免费职业技能培训", "Free vocational training"),
	     say("按系统里登记的情况判断。", "Judged by what the register says."),
	     say("看理由", "Why"), "why-1", say("依据 甬政办发〔2019〕78号 四（四）",
						"Rule: 甬政办发〔2019〕78号 4(4)"));
	card(tree, LOOK_YES, say("初步符合", "Likely"), say("800 元", "800 yuan"),
	     say("焊工四级培训补贴", "Welder level 4"),
	     say("今年还可以享受 2 次。", "Twice more this year."), say("看理由", "Why"), "why-2",
	     say("依据 四（一）、四（五） · 补贴标准为示例数据", "Rule: 4(1), 4(5) · sample amount"));
	card(tree, LOOK_MAYBE, say("还差一个回答", "One answer missing"),
	     say("每天 40 元", "40 yuan a day"),
	     say("培训期间生活费补贴", "Living allowance while training"),
	     say("还要知道您的一项情况。", "One more thing is needed."), say("现在回答", "Answer now"),
	     "answer-3", NULL);
	card(tree, LOOK_NO, say("现在不符合", "Not now"), " ",
	     say("紧缺高技能人才岗位补贴", "Allowance for posts in shortage"), NULL,
	     say("为什么，怎样才符合", "Why, and what would change it"), "why-4", NULL);
	CLOSE();
	bar(tree, say("选择并申请", "Choose and apply"));
}

static void build_sign(struct tree *tree, struct arena *arena, enum lang lang)
{
	begin(tree, arena, "sign", lang);
	header(tree);
	steps(tree, 4);
	GROUP(LOOK_BODY);
	HEADING(LOOK_TITLE, say("请在方框里签名", "Sign in the box"));
	WORDS(LOOK_LEAD, say("签名表示您作出刚才的 3 条承诺。签完还可以重写。",
			     "It stands for the 3 promises you just made."));
	ADD(.id = "ink", .role = ROLE_INK, .look = LOOK_INK, .label = "签名框",
	    .width_mm = 240, .height_mm = 120, .action = { 1, 0 });
	BUTTON(LOOK_CHIP, "clear", say("重写", "Again"));
	HEADING(LOOK_STRONG, say("不方便写字？也可以", "Cannot write? You can also"));
	GROUP(LOOK_EQUAL);
	BUTTON(LOOK_SECOND, "by-keys", say("按键确认", "Confirm by key"));
	BUTTON(LOOK_SECOND, "by-pin", say("输入卡密码", "Card PIN"));
	BUTTON(LOOK_SECOND, "on-paper", say("纸上签名", "On paper"));
	CLOSE();
	CLOSE();
	bar(tree, say("提交申请", "Submit"));
}

static void build_pin(struct tree *tree, struct arena *arena, enum lang lang)
{
	static const char *const keys[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };

	begin(tree, arena, "pin", lang);
	header(tree);
	steps(tree, 0);
	GROUP(LOOK_BODY, .flags = NODE_CENTRE);
	HEADING(LOOK_TITLE, say("请输入社保卡密码", "Enter your card PIN"));
	ADD(.id = "pin", .role = ROLE_FIELD, .look = LOOK_ENTRY, .flags = NODE_PRIVATE,
	    .label = say("6 位数字", "6 digits"), .value = "1234");
	GROUP(LOOK_KEYS);
	for (int i = 0; i < 9; i++)
		BUTTON(LOOK_KEY, arena_textf(arena, "key-%s", keys[i]), keys[i]);
	BUTTON(LOOK_KEY, "key-clear", say("清空", "Clear"));
	BUTTON(LOOK_KEY, "key-0", "0");
	BUTTON(LOOK_KEY, "key-delete", say("退格", "Delete"));
	CLOSE();
	CLOSE();
	bar(tree, say("继续", "Continue"));
}

static void build_warning(struct tree *tree, struct arena *arena, enum lang lang)
{
	begin(tree, arena, "idle-warning", lang);
	header(tree);
	GROUP(LOOK_OVERLAY, .flags = NODE_CENTRE);
	HEADING(LOOK_TITLE, say("您还在吗？", "Are you still there?"));
	WORDS(LOOK_LEAD, say("45 秒后会清除您的资料。", "Your data will be cleared in 45 seconds."));
	BUTTON(LOOK_ACT, "stay", say("我还在，继续", "I am here, go on"));
	CLOSE();
	help_bar(tree);
}

static void build_notice(struct tree *tree, struct arena *arena, enum lang lang)
{
	begin(tree, arena, "notice", lang);
	header(tree);
	steps(tree, 3);
	GROUP(LOOK_BODY);
	HEADING(LOOK_TITLE, say("签名前请看清楚", "Read this before you sign"));
	GROUP(LOOK_NOTICE);
	HEADING(LOOK_CARD_TITLE, say("您的承诺和法律责任", "Your promises and what follows"));
	WORDS(LOOK_BODY_TEXT,
	      say("承诺不实的，要退回已领的 1,200 元补贴，并在 3 年内不能用告知承诺的方式办理；"
		  "提交后 10 分钟内可以撤回，撤回不留记录，也不影响您以后再申请。",
		  "If a promise is untrue, 1,200 yuan are to be paid back "
		  "and this simple way is closed for 3 years. "
		  "You can withdraw within 10 minutes after submitting."));
	CLOSE();
	for (int i = 1; i <= 6; i++) {
		GROUP(LOOK_SHEET);
		HEADING(LOOK_STRONG, now == LANG_EN ?
			arena_textf(arena, "Promise %d", i) : arena_textf(arena, "第 %d 条", i));
		WORDS(LOOK_BODY_TEXT,
		      say("我在 2021-03-15 没有在其他单位参加同一职业、同一等级的补贴性培训，"
			  "今年已享受 1 次，没有超过 3 次。",
			  "On 2021-03-15 I take part in no other subsidised course "
			  "of the same trade and level."));
		GROUP(LOOK_EQUAL);
		BUTTON(LOOK_SECOND, arena_textf(arena, "yes-%d", i), say("我承诺", "I promise"));
		BUTTON(LOOK_SECOND, arena_textf(arena, "no-%d", i),
		       say("不承诺，改交证明", "Bring proof instead"));
		CLOSE();
		CLOSE();
	}
	CLOSE();
	bar(tree, say("继续：签名", "Continue: sign"));
}

static void build_names(struct tree *tree, struct arena *arena, enum lang lang)
{
	begin(tree, arena, "who", lang);
	header(tree);
	steps(tree, 0);
	GROUP(LOOK_BODY);
	HEADING(LOOK_TITLE, say("是您本人吗？", "Is this you?"));
	GROUP(LOOK_SHEET);
	WORDS(LOOK_NOTE, say("姓名", "Name"));
	WORDS(LOOK_CARD_TITLE, "钱䶮㛃𬭚");
	WORDS(LOOK_CARD_TITLE, "古丽巴哈尔·阿卜杜热合曼·买买提吐尔逊江");
	ADD(.id = "number", .role = ROLE_TEXT, .look = LOOK_STRONG,
	    .flags = NODE_HOLD | NODE_PRIVATE, .label = "3302**********0221",
	    .value = "330299198706240221", .action = { 1, 0 });
	CLOSE();
	OPEN(.role = ROLE_GROUP, .look = LOOK_LINE);
	WORDS(LOOK_YES, say("✓ 初步符合", "✓ Likely"));
	WORDS(LOOK_MAYBE, say("？ 还不能确定", "？ Not yet known"));
	WORDS(LOOK_NO, say("— 现在不符合", "— Not now"));
	CLOSE();
	ADD(.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = PICTURE_READING,
	    .spoken = "读卡", .width_mm = 60, .height_mm = 38);
	ADD(.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = PICTURE_TAKE_CARD,
	    .spoken = "取卡", .width_mm = 60, .height_mm = 38);
	ADD(.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = PICTURE_PRINTER,
	    .spoken = "打印", .width_mm = 60, .height_mm = 38);
	ADD(.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = PICTURE_STOP,
	    .spoken = "停", .width_mm = 60, .height_mm = 38);
	ADD(.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = PICTURE_HELP,
	    .spoken = "帮忙", .width_mm = 60, .height_mm = 38);
	CLOSE();
	bar(tree, say("是我，继续", "Yes, go on"));
}

const struct sample samples[] = {
	{ "idle", build_idle },
	{ "question", build_question },
	{ "group", build_group },
	{ "results", build_results },
	{ "sign", build_sign },
	{ "pin", build_pin },
	{ "warning", build_warning },
	{ "notice", build_notice },
	{ "who", build_names },
	{ NULL, NULL },
};
