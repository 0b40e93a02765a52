#include "app-document-cell.h"
#include "app-testlib.h"

/* The chosen cell: what the document knows of it, and what the window shows. */

static void
count (AppDocument *document, guint *n)
{
  (*n)++;
}

static AppDocument *
open_lesson (void)
{
  AppDocument *document = app_document_new ();
  g_autoptr (GError) error = NULL;
  app_document_set_asks (document, FALSE);
  app_document_open_lesson (document, "two-devices", &error);
  g_assert_no_error (error);
  return document;
}

static void
test_choosing (void)
{
  g_autoptr (AppDocument) document = open_lesson ();
  g_autoptr (GError) error = NULL;
  guint told = 0;
  g_signal_connect (document, "cell", G_CALLBACK (count), &told);
  g_assert_null (app_document_get_cell (document));
  g_assert_false (app_document_go_next_change (document));
  g_assert_true (app_document_choose_cell (document, "phone:lin:INBOX:lunch:flags", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (told, ==, 1);
  g_assert_false (app_document_choose_cell (document, "phone:lin:INBOX:nothing:flags", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (told, ==, 1);
  g_assert_true (view_cell_is (app_document_get_cell (document), "phone:lin:INBOX:lunch:flags"));

  guint n = 0;
  guint32 last = 0;
  while (app_document_go_next_change (document))
    {
      n++;
      last = app_document_get_position (document).event;
    }
  g_assert_cmpuint (n, ==, view_cell_count_changes (app_document_get_cell (document)));
  g_assert_cmpuint (app_document_get_position (document).event, ==, last);
  while (app_document_go_previous_change (document))
    n--;
  g_assert_cmpuint (n, ==, 1); /* the first of all has none before it */

  g_assert_true (app_document_escape (document));
  g_assert_null (app_document_get_cell (document));
  g_assert_cmpuint (told, ==, 2);
  g_assert_false (app_document_escape (document));
}

/* A question that is open hides the changes behind it. */
static void
test_limit (void)
{
  g_autoptr (AppDocument) document = open_lesson ();
  app_document_set_asks (document, TRUE);
  g_assert_true (app_document_get_waiting (document, NULL, NULL));
  g_assert_true (app_document_choose_cell (document, "phone:lin:INBOX:lunch:flags", NULL));
  while (app_document_go_next_change (document))
    continue;
  guint32 stopped = app_document_get_position (document).event;
  g_assert_cmpuint (stopped, <=, app_document_get_limit (document));
  g_assert_cmpuint (view_cell_next (app_document_get_cell (document), stopped), !=, 0);
  g_assert_cmpuint (app_document_get_next_change (document), ==, 0);
}

/* The address is kept for another run, as far as there is such a cell in it. */
static void
test_other_run (void)
{
  g_autoptr (AppDocument) document = open_lesson ();
  g_assert_true (app_document_choose_cell (document, "server:lin:INBOX:uidnext", NULL));
  g_assert_true (app_document_open_lesson (document, "imap-first", NULL));
  g_assert_nonnull (app_document_get_cell (document));
  g_assert_true (view_cell_is (app_document_get_cell (document), "server:lin:INBOX:uidnext"));
  app_document_clear_cell (document);
  g_assert_true (app_document_open_lesson (document, "two-devices", NULL));
  g_assert_true (app_document_choose_cell (document, "laptop:lin:INBOX:uidnext", NULL));
  g_assert_true (app_document_open_lesson (document, "pop3-first", NULL));
  g_assert_null (app_document_get_cell (document));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/cell/choosing", test_choosing);
  g_test_add_func ("/app/cell/limit", test_limit);
  g_test_add_func ("/app/cell/other-run", test_other_run);
  return g_test_run ();
}
