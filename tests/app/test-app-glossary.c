/* The glossary's window, words in texts, and references to documents. */
#include "app-testlib.h"

#include <string.h>

#include "app-glossary.h"
#include "app-rfc.h"
#include "app-words.h"

static void
test_window (void)
{
  AppWindow *window = app_test_open (1280, 720);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.glossary", "s", "word.uid");
  AppGlossary *glossary = app_glossary_show (GTK_WINDOW (window), "");
  g_assert_cmpstr (app_glossary_get_shown (glossary), ==, "word.uid");
  g_assert_cmpuint (app_glossary_count (glossary), >=, 600);
  app_glossary_search (glossary, "expunge");
  g_assert_cmpuint (app_glossary_count (glossary), <, 60);
  app_glossary_choose (glossary, 0);
  g_assert_cmpstr (app_glossary_get_shown (glossary), ==, "word.expunge");
  app_glossary_search (glossary, "zzqq");
  g_assert_cmpuint (app_glossary_count (glossary), ==, 0);

  /* One kind alone, and the search within it. What is shown stays while it is among them. */
  app_glossary_show (GTK_WINDOW (window), "imap.flag.seen");
  guint all = app_glossary_count (glossary);
  g_assert_true (app_glossary_choose_kind (glossary, "flag"));
  guint flags = app_glossary_count (glossary);
  g_assert_cmpstr (app_glossary_get_shown (glossary), ==, "imap.flag.seen");
  g_assert_cmpuint (flags, >=, 14);
  g_assert_cmpuint (flags, <, 40);
  app_glossary_search (glossary, "seen");
  g_assert_cmpuint (app_glossary_count (glossary), <, flags);
  g_assert_false (app_glossary_choose_kind (glossary, "no such kind"));
  g_assert_true (app_glossary_choose_kind (glossary, NULL));
  app_glossary_search (glossary, "");
  g_assert_cmpuint (app_glossary_count (glossary), ==, all);
  gtk_window_close (GTK_WINDOW (glossary));
  app_test_settle (window);
  app_test_close (window);
}

/* The label with @part in its text; NULL none. */
static GtkWidget *
find_label (GtkWidget *widget, const char *part)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_label (GTK_LABEL (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, part);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A term shows its example, what belongs to it, and the lessons that use it; both lead there. */
static void
test_entry (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppGlossary *glossary = app_glossary_show (GTK_WINDOW (window), "word.deleted");
  gboolean handled = FALSE;
  app_test_settle (window);
  g_assert_nonnull (find_label (GTK_WIDGET (glossary), "C: a6 STORE 3"));
  GtkWidget *related = find_label (GTK_WIDGET (glossary), "glossary:word.expunge");
  GtkWidget *used = find_label (GTK_WIDGET (glossary), "lesson:");
  g_assert_nonnull (related);
  g_assert_nonnull (used);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (used)), "4-1-two-devices"));
  g_assert_null (strstr (gtk_label_get_label (GTK_LABEL (used)), "1-2-pop3-first"));

  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "lessons", "4-1-two-devices",
                                                 NULL);
  g_autofree char *uri = g_strconcat ("lesson:", path, NULL);
  g_signal_emit_by_name (used, "activate-link", uri, &handled);
  app_test_settle (window);
  g_assert_true (handled);
  g_assert_cmpstr (app_document_get_lesson (app_window_get_document (window))->slug, ==,
                   "two-devices");
  g_signal_emit_by_name (related, "activate-link", "glossary:word.expunge", &handled);
  g_assert_true (handled);
  g_assert_cmpstr (app_glossary_get_shown (glossary), ==, "word.expunge");

  /* A word of people has a sentence, in the language of contents. */
  app_glossary_show (GTK_WINDOW (window), "word.octet");
  app_test_settle (window);
  g_assert_nonnull (find_label (GTK_WIDGET (glossary), "你好"));
  app_test_close (window);
}

/* Tab goes from the search to the kinds, the list and each text with links, and is not caught on its way. */
static void
test_keys (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppGlossary *glossary = app_glossary_show (GTK_WINDOW (window), "word.deleted");
  gboolean kinds = FALSE, list = FALSE, links = FALSE, again = FALSE;
  app_test_settle (window);
  GtkWidget *first = gtk_window_get_focus (GTK_WINDOW (glossary));
  for (guint i = 0; i < 40 && !again; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (glossary));
      GtkWidget *rows = gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW);
      if (rows == NULL || !app_test_press_on (rows, GDK_KEY_Tab, 0))
        gtk_widget_child_focus (GTK_WIDGET (glossary), GTK_DIR_TAB_FORWARD);
      app_test_settle (window);
      focus = gtk_window_get_focus (GTK_WINDOW (glossary));
      g_assert_nonnull (focus);
      kinds = kinds || gtk_widget_get_ancestor (focus, GTK_TYPE_DROP_DOWN) != NULL;
      list = list || gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL;
      links = links || GTK_IS_LABEL (focus);
      again = focus == first && i > 0;
    }
  g_assert_true (kinds);
  g_assert_true (list);
  g_assert_true (links);
  g_assert_true (again);
  app_test_close (window);
}

/* With the longest lines of examples it can be made as small as a small screen, at any size of text. */
static void
test_size (void)
{
  static const double sizes[] = { 1, 1.25, 1.5, 2 };
  AppWindow *window = app_test_open (1280, 700);
  AppGlossary *glossary = app_glossary_show (GTK_WINDOW (window), "word.envelope");
  GtkSettings *settings = gtk_settings_get_default ();
  int before, least, natural;
  g_object_get (settings, "gtk-xft-dpi", &before, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_object_set (settings, "gtk-xft-dpi", (int) (96 * 1024 * sizes[i]), NULL);
      app_test_settle (window);
      gtk_widget_measure (GTK_WIDGET (glossary), GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural,
                          NULL, NULL);
      g_test_message ("text %g: %d wide", sizes[i], least);
      g_assert_cmpint (least, <=, 1280);
      gtk_widget_measure (GTK_WIDGET (glossary), GTK_ORIENTATION_VERTICAL, 1280, &least, &natural,
                          NULL, NULL);
      g_test_message ("text %g: %d high", sizes[i], least);
      g_assert_cmpint (least, <=, 700);
    }
  g_object_set (settings, "gtk-xft-dpi", before, NULL);
  app_test_close (window);
}

/* In the other language it says the same. */
static void
test_language (void)
{
  AppWindow *window = app_test_open (1280, 720);
  app_glossary_show (GTK_WINDOW (window), "word.octet");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "zh_CN");
  app_test_settle (window);
  AppGlossary *glossary = g_object_get_data (G_OBJECT (window), "glossary");
  g_assert_cmpstr (app_glossary_get_shown (glossary), ==, "word.octet");
  g_assert_nonnull (find_label (GTK_WIDGET (glossary), "字节"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "en");
  app_test_settle (window);
  glossary = g_object_get_data (G_OBJECT (window), "glossary");
  g_assert_cmpstr (app_glossary_get_shown (glossary), ==, "word.octet");
  app_test_close (window);
}

/* Each word once in a passage, and again in the next; nothing of the text is lost or taken for markup. */
static void
test_words (void)
{
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autofree char *plain = NULL;
  app_words_begin ();
  app_words_append (first, "The server & another server <b> say [RFC9051 §7.5.1].");
  g_assert_true (pango_parse_markup ("x", -1, 0, NULL, NULL, NULL, NULL));
  g_assert_nonnull (strstr (first->str, "<a href=\"glossary:word.server\" title=\""));
  g_assert_null (strstr (strstr (first->str, "glossary:word.server") + 1, "glossary:word.server"));
  g_assert_nonnull (strstr (first->str, "rfc9051#section-7.5.1"));
  g_assert_nonnull (strstr (first->str, "&amp; another server &lt;b&gt; say"));
  app_words_append (second, "server");
  g_assert_null (strstr (second->str, "<a"));
  app_words_begin ();
  g_string_truncate (second, 0);
  app_words_append (second, "server");
  g_assert_nonnull (strstr (second->str, "<a"));
}

/* What is pressed to choose it leads nowhere else: an answer has no links. */
static void
test_answers (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study", NULL);
  AppWindow *window = app_test_open (1280, 720);
  g_assert_true (app_window_open_lesson (window, path));
  AppText *text = app_lesson_page_get_text (app_test_get_page (window));
  AppQuestion *question = app_text_get_question (text, 2, 0);
  GtkWidget *label;
  GtkWidget *answer;
  guint n = 0;
  for (; (answer = app_question_get_answer (question, n)) != NULL; n++)
    {
      label = app_test_find (answer, GTK_TYPE_LABEL);
      g_assert_null (strstr (gtk_label_get_label (GTK_LABEL (label)), "<a"));
    }
  g_assert_cmpuint (n, >, 1);
  app_test_close (window);
}

/* NOOP is a command of both; it leads to the protocol that the lesson is about. */
static void
test_protocol (void)
{
  static const char *const rows[][2] = { { "imap", "glossary:imap.command.noop" },
                                         { "pop3", "glossary:pop3.command.noop" } };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) markup = g_string_new (NULL);
      app_words_begin ();
      app_words_set_protocol (rows[i][0]);
      app_words_append (markup, "NOOP");
      g_assert_nonnull (strstr (markup->str, rows[i][1]));
    }
  AppWindow *window = app_test_open (1280, 720);
  g_autoptr (GString) markup = g_string_new (NULL);
  g_assert_true (app_window_open_lesson (window, "pop3-first"));
  app_words_begin ();
  app_words_append (markup, "NOOP");
  g_assert_nonnull (strstr (markup->str, "glossary:pop3.command.noop"));
  app_test_close (window);
  app_words_set_protocol (NULL);
}

static gboolean
note_uri (const char *uri, gpointer data)
{
  char **kept = data;
  g_free (*kept);
  *kept = g_strdup (uri);
  return TRUE;
}

static void
test_follow (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  GtkWidget *label = app_test_find (GTK_WIDGET (app_window_get_shell (window)), GTK_TYPE_LABEL);
  g_autofree char *opened = NULL;
  app_rfc_set_opener (note_uri, &opened);
  app_words_follow (label, "https://www.rfc-editor.org/rfc/rfc9051#section-7.5.1");
  g_assert_cmpstr (opened, ==, "https://www.rfc-editor.org/rfc/rfc9051#section-7.5.1");
  app_rfc_set_opener (NULL, NULL);
  app_words_follow (label, "glossary:word.flag");
  AppGlossary *glossary = app_glossary_show (GTK_WINDOW (window), "");
  g_assert_cmpstr (app_glossary_get_shown (glossary), ==, "word.flag");

  /* The presenter's windows have no such action, and show it all the same. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.present", NULL);
  GtkWindow *notes = app_presenter_get_notes (app_window_get_presenter (window));
  app_words_follow (app_test_find (GTK_WIDGET (notes), GTK_TYPE_LABEL), "glossary:word.uid");
  glossary = app_glossary_show (notes, "");
  g_assert_cmpstr (app_glossary_get_shown (glossary), ==, "word.uid");
  app_test_close (window);
}

static void
test_references (void)
{
  static const struct
  {
    const char *reference;
    const char *uri;
  } rows[] = {
    { "[RFC9051 §7.5.1]", "https://www.rfc-editor.org/rfc/rfc9051#section-7.5.1" },
    { "RFC1939 §5", "https://www.rfc-editor.org/rfc/rfc1939#section-5" },
    { "[RFC9051 §E]", "https://www.rfc-editor.org/rfc/rfc9051#appendix-E" },
    { "[RFC9051]", NULL },
    { "RFC9051 7", NULL },
    { "", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *uri = app_rfc_dup_uri (rows[i].reference);
      g_assert_cmpstr (uri, ==, rows[i].uri);
    }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/glossary/window", test_window);
  g_test_add_func ("/app/glossary/entry", test_entry);
  g_test_add_func ("/app/glossary/keys", test_keys);
  g_test_add_func ("/app/glossary/size", test_size);
  g_test_add_func ("/app/glossary/language", test_language);
  g_test_add_func ("/app/glossary/words", test_words);
  g_test_add_func ("/app/glossary/answers", test_answers);
  g_test_add_func ("/app/glossary/protocol", test_protocol);
  g_test_add_func ("/app/glossary/follow", test_follow);
  g_test_add_func ("/app/glossary/references", test_references);
  return g_test_run ();
}
