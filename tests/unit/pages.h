/* Pages of every kind, built by hand, for the tests of the screen. */
#ifndef TESTS_UNIT_PAGES_H
#define TESTS_UNIT_PAGES_H

#include <assert.h>
#include <string.h>

#include "model/page.h"

static uint16_t put(struct page *page, const char *text) {
    size_t bytes = strlen(text) + 1;
    assert(page->text_used + bytes <= sizeof page->text);
    uint16_t at = page->text_used;
    memcpy(page->text + at, text, bytes);
    page->text_used = (uint16_t)(page->text_used + bytes);
    return bytes == 1 ? 0 : at;
}

static const struct {
    enum control control;
    const char *label, *pictogram;
} bar_samples[] = {
    {CONTROL_BACK, "Quay lại", "⬅️"}, {CONTROL_HOME, "Về đầu", "🏠"},
    {CONTROL_REPEAT, "Nghe lại", "🔁"},    {CONTROL_SLOWER, "Chậm hơn", "🐢"},
    {CONTROL_LOUDER, "To hơn", "🔊"},      {CONTROL_LANGUAGE, "Đổi tiếng", "🗣️"},
    {CONTROL_CALL, "Gọi người", "🙋"},     {CONTROL_NEXT, "Tiếp", "➡️"},
};

static void add_bar(struct page *page) {
    for (size_t i = 0; i < sizeof bar_samples / sizeof *bar_samples; i++) {
        enum control control = bar_samples[i].control;
        page->bar_at[control] = put(page, bar_samples[i].label);
        page->bar_pictogram_at[control] = put(page, bar_samples[i].pictogram);
        page->enabled[control] = true;
    }
    page->volume = 1;
}

static void start_page(struct page *page, enum page_kind kind, const char *title,
                       const char *pictogram) {
    memset(page, 0, sizeof *page);
    put(page, "");
    page->kind = kind;
    page->weave = 1;
    page->colour = 0x1E4E8C;
    page->lit = LIBRARY_NONE;
    page->title_at = put(page, title);
    page->pictogram_at = put(page, pictogram);
    add_bar(page);
}

static struct page_choice *add_choice(struct page *page, const char *label, const char *note,
                                      const char *pictogram) {
    struct page_choice *choice = &page->choices[page->choice_count++];
    *choice = (struct page_choice){.numeral = page->choice_count,
                                   .label_at = put(page, label),
                                   .note_at = put(page, note),
                                   .pictogram_at = put(page, pictogram),
                                   .weave = LIBRARY_NONE};
    struct page_prompt *prompt = &page->prompts[page->prompt_count++];
    *prompt =
        (struct page_prompt){.control = (enum control)page->choice_count, .line = LIBRARY_NONE};
    page->enabled[page->choice_count] = true;
    return choice;
}

static struct page_block *add_block(struct page *page, uint8_t number, const char *pictogram) {
    struct page_block *block = &page->blocks[page->block_count++];
    *block = (struct page_block){
        .number = number, .pictogram_at = put(page, pictogram), .first_line = page->line_count};
    return block;
}

static void add_line(struct page *page, const char *text, bool label, uint8_t marks) {
    struct page_prompt *prompt = &page->prompts[page->prompt_count++];
    *prompt = (struct page_prompt){.line = (int8_t)page->line_count};
    page->lines[page->line_count++] =
        (struct page_line){.text_at = put(page, text), .label = label, .marks = marks};
    if (page->block_count > 0) {
        page->blocks[page->block_count - 1].line_count++;
    }
}

static void languages_page(struct page *page) {
    static const struct {
        const char *autonym, *name;
        uint32_t colour;
    } languages[] = {
        {"Hmôngz", "Tiếng Mông", 0x1E4E8C}, {"Iu Mienh", "Tiếng Dao", 0xA12B2B},
        {"Tày", "Tiếng Tày", 0x2F5D3A},     {"Giáy", "Tiếng Giáy", 0x6A3D7C},
        {"Tiếng Việt", "", 0x8A5A12},       {"ꪼꪕ", "Tiếng Thái", 0x0F6E74},
    };
    start_page(page, PAGE_LANGUAGES, "Bà con muốn nghe tiếng nào?", "🗣️");
    page->colour = 0;
    page->weave = LIBRARY_NONE;
    for (uint8_t i = 0; i < 6; i++) {
        struct page_choice *choice = add_choice(page, languages[i].autonym, languages[i].name, "");
        choice->colour = languages[i].colour;
        choice->weave = (int8_t)i;
    }
    page->choices[0].marks = MARK_TRIAL;
    page->enabled[CONTROL_BACK] = page->enabled[CONTROL_HOME] = false;
    page->enabled[CONTROL_NEXT] = page->enabled[CONTROL_LANGUAGE] = false;
    page->lit = 1;
}

static void topics_page(struct page *page) {
    start_page(page, PAGE_TOPICS, "Bà con cần việc gì?", "🏛️");
    add_choice(page, "Gia đình, con cái", "", "👪");
    add_choice(page, "Giấy tờ tùy thân", "", "🪪");
    add_choice(page, "Trợ cấp người già", "", "🧓");
    add_choice(page, "Xã mới, huyện cũ", "", "🏛️");
    add_choice(page, "Đất đai, nhà ở", "", "🏡");
    add_choice(page, "Sức khỏe, bảo hiểm", "", "🏥");
    page->lit = 2;
    page->focus = CONTROL_CHOICE_2;
    page->enabled[CONTROL_NEXT] = false;
}

static void list_page(struct page *page) {
    start_page(page, PAGE_LIST, "Gia đình, con cái", "👪");
    add_choice(page, "Khai sinh cho cháu", "Thủ tục", "👶");
    add_choice(page, "Khai sinh, hộ khẩu, thẻ bảo hiểm", "Thủ tục liên thông", "🍼")->marks =
        MARK_CHECKING;
    add_choice(page, "Xã làm việc của huyện", "Thông báo", "📢")->marks = MARK_SOURCE;
    page->notice_at = put(page, "Chỗ này chưa dịch, máy nói tiếng Việt.");
    page->focus = CONTROL_CHOICE_3;
    page->enabled[CONTROL_NEXT] = false;
}

static void notice_page(struct page *page) {
    start_page(page, PAGE_NOTICE, "Xã làm việc của huyện", "🏛️");
    page->step = 2;
    page->steps = 3;
    page->marks = MARK_CHECKING;
    add_block(page, 0, "🏠");
    add_line(page, "Từ ngày 1 tháng 7 năm 2025, cả nước chỉ còn hai cấp chính quyền.", false, 0);
    add_block(page, 0, "📄");
    add_line(page, "Việc trước kia làm ở huyện, nay bà con đến xã.", false, MARK_DRAFT);
    page->lit = 1;
    page->notice_at = put(page, "Có điều còn phải kiểm tra. Hỏi cán bộ cho chắc.");
}

static void question_page(struct page *page) {
    start_page(page, PAGE_QUESTION, "Cháu sinh ở đâu?", "👶");
    page->step = 1;
    page->steps = 5;
    add_choice(page, "Ở bệnh viện", "", "🏥");
    add_choice(page, "Ở nhà", "", "🏠");
    page->lit = 0;
    page->focus = CONTROL_CHOICE_1;
    page->enabled[CONTROL_NEXT] = false;
}

static void long_question_page(struct page *page) {
    start_page(page, PAGE_QUESTION, "Cha mẹ của cháu đã đăng ký kết hôn với nhau hay chưa?", "💑");
    page->step = 2;
    page->steps = 5;
    add_choice(page, "Đã đăng ký", "", "💍");
    add_choice(page, "Chưa đăng ký", "", "❌");
    add_choice(page, "Không biết rõ", "", "❓");
    add_choice(page, "Cha hoặc mẹ đã mất", "", "🕯️");
}

static void papers_page(struct page *page) {
    start_page(page, PAGE_PAPERS, "Giấy tờ mang theo", "📋");
    page->step = 3;
    page->steps = 5;
    add_block(page, 1, "📄");
    add_line(page, "Giấy chứng sinh", true, 0);
    add_line(page, "Bệnh viện đưa giấy này khi cháu ra đời.", false, 0);
    page->lit = 1;
}

static void full_papers_page(struct page *page) {
    papers_page(page);
    add_block(page, 2, "🪪");
    add_line(page, "Căn cước của cha mẹ", true, 0);
    add_line(page, "Mang bản chính, cán bộ xem xong trả lại ngay.", false, MARK_CHECKING);
    add_block(page, 3, "💍");
    add_line(page, "Giấy đăng ký kết hôn", true, 0);
    add_line(page, "Nếu cha mẹ đã đăng ký. Không có thì nói với cán bộ.", false, 0);
}

static void hmong_steps_page(struct page *page) {
    start_page(page, PAGE_STEPS, "Ntơưr cưx nênhs", "👣");
    page->step = 4;
    page->steps = 5;
    add_block(page, 1, "🏛️");
    add_line(page, "Mus tsêr uô hâux lưv xar", true, MARK_DRAFT);
    add_line(page, "Mang ntơưr này đến bàn số một.", false, MARK_SOURCE);
    page->notice_at = put(page, "Chỗ này chưa dịch, máy nói tiếng Việt.");
}

static void details_page(struct page *page) {
    start_page(page, PAGE_DETAILS, "Bao nhiêu tiền, bao lâu", "💵");
    page->step = 5;
    page->steps = 5;
    page->on[CONTROL_SLOWER] = true;
    page->volume = 3;
    page->mute = true;
    add_block(page, 0, "💵");
    add_line(page, "Lệ phí", true, 0);
    add_line(page, "Không mất tiền nếu khai trong 60 ngày.", false, 0);
}

static void summary_page(struct page *page) {
    start_page(page, PAGE_SUMMARY, "Nhớ mang theo", "✅");
    add_block(page, 1, "📄");
    add_line(page, "Giấy chứng sinh", true, 0);
    add_block(page, 2, "🪪");
    add_line(page, "Căn cước của cha mẹ", true, 0);
    add_choice(page, "Nghe lại từ đầu", "", "🔁");
    add_choice(page, "Việc khác", "", "📚");
    page->lit = 1;
}

static void call_page(struct page *page) {
    start_page(page, PAGE_CALL, "Có người đang đến giúp bà con.", "🙋");
    add_line(page, "Xin bà con chờ một chút.", false, 0);
    add_choice(page, "Nghe tiếp", "", "▶️");
}

static void ask_page(struct page *page) {
    start_page(page, PAGE_ASK, "Bà con còn ở đó không?", "⏳");
    add_choice(page, "Còn", "", "✋");
    add_choice(page, "Xong rồi", "", "👋");
    page->lit = 0;
}

static void staff_page(struct page *page) {
    start_page(page, PAGE_STAFF, "Máy chưa có nội dung.", "🧑‍💼");
    add_line(page, "Xin gọi cán bộ xã.", false, 0);
    page->mute = true;
}

typedef void (*page_maker)(struct page *);

static const struct {
    const char *name;
    page_maker make;
} samples[] = {
    {"languages", languages_page}, {"topics", topics_page},
    {"list", list_page},           {"notice", notice_page},
    {"question", question_page},   {"long-question", long_question_page},
    {"papers", papers_page},       {"steps", hmong_steps_page},
    {"details", details_page},     {"summary", summary_page},
    {"call", call_page},           {"ask", ask_page},
    {"staff", staff_page},         {"full-papers", full_papers_page}, /* wide only */
};

enum { SAMPLE_COUNT = sizeof samples / sizeof *samples, TABLET_SAMPLE_COUNT = SAMPLE_COUNT - 1 };

#endif
