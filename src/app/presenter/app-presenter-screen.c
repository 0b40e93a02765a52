#include "app-presenter-screen.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-board.h"
#include "app-detail.h"
#include "app-ladder.h"
#include "app-text-blocks.h"
#include "app-text.h"
#include "app-widget.h"

enum
{
  TEXT,
  LADDER,
  DETAIL,
  BOARD,
  N_PANES
};

struct _AppPresenterScreen
{
  GtkWidget parent_instance;
  AppPresenter *presenter; /* borrowed: it owns the window */
  AppDocument *document;
  GtkWidget *panes[N_PANES]; /* owned */
  GtkStack *stack;
  GtkLabel *heading;
  GtkLabel *position;
  GtkWidget *away;
  GtkPaned *paned;
  GtkScrolledWindow *question;
  GtkBox *question_box;
  guint view; /* that is shown */
  double share;
};

G_DEFINE_FINAL_TYPE (AppPresenterScreen, app_presenter_screen, GTK_TYPE_WIDGET)

static const struct
{
  const char *name;
  guint first;
  guint second; /* N_PANES: none */
  GtkOrientation orientation;
  double share; /* of the first */
} views[] = {
  { "ladder+board", LADDER, BOARD, GTK_ORIENTATION_VERTICAL, 0.5 },
  { "ladder+detail", LADDER, DETAIL, GTK_ORIENTATION_HORIZONTAL, 0.55 },
  { "text+ladder", TEXT, LADDER, GTK_ORIENTATION_HORIZONTAL, 0.4 },
  { "ladder", LADDER, N_PANES, GTK_ORIENTATION_VERTICAL, 1 },
  { "board", BOARD, N_PANES, GTK_ORIENTATION_VERTICAL, 1 },
};

static guint
find_view (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].name, name))
      return i;
  return 0;
}

const char *
app_presenter_screen_get_next_view (const char *view)
{
  return views[(find_view (view) + 1) % G_N_ELEMENTS (views)].name;
}

/* --- panes --- */

static void
on_room (GtkPaned *paned, GParamSpec *property, AppPresenterScreen *self)
{
  gboolean across = gtk_orientable_get_orientation (GTK_ORIENTABLE (paned))
                    == GTK_ORIENTATION_HORIZONTAL;
  int room = across ? gtk_widget_get_width (GTK_WIDGET (paned))
                    : gtk_widget_get_height (GTK_WIDGET (paned));
  if (room > 0)
    gtk_paned_set_position (paned, (int) (room * self->share));
}

static void
show_view (AppPresenterScreen *self)
{
  guint view = find_view (app_presenter_get_view (self->presenter));
  guint second = views[view].second;
  self->view = view;
  gtk_paned_set_start_child (self->paned, NULL);
  gtk_paned_set_end_child (self->paned, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), views[view].orientation);
  gtk_paned_set_start_child (self->paned, self->panes[views[view].first]);
  if (second < N_PANES)
    gtk_paned_set_end_child (self->paned, self->panes[second]);
  app_widget_renew_actions (GTK_WIDGET (self->paned));
  self->share = views[view].share;
  on_room (self->paned, NULL, self);
  /* It went with the pane that had it. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (self->panes[views[view].first], GTK_DIR_TAB_FORWARD);
}

/* --- the question --- */

static GtkWidget *
answer_new (const LessonAnswer *answer, guint number, gboolean revealed)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  g_autofree char *digits = g_strdup_printf ("%u", number);
  GtkWidget *mark = revealed ? gtk_image_new_from_icon_name (
                        answer->right ? "postglass-right-symbolic" : "postglass-wrong-symbolic")
                             : gtk_label_new (digits);
  GtkWidget *text = app_text_answer_new (answer->text);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_add_css_class (mark, "number");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), text);
  gtk_widget_add_css_class (row, "answer");
  if (revealed)
    {
      gtk_widget_add_css_class (row, answer->right ? "right" : "quiet");
      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      answer->right ? _ ("Right") : _ ("Not right"), -1);
    }
  return row;
}

/* As high as it is at its width, and no higher than the room. */
static void
give_height (AppPresenterScreen *self)
{
  int width, height;
  gtk_widget_measure (GTK_WIDGET (self->question_box), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->question_box), GTK_ORIENTATION_VERTICAL, width, NULL,
                      &height, NULL, NULL);
  int room = gtk_widget_get_height (GTK_WIDGET (self->paned)) * 9 / 10;
  gtk_scrolled_window_set_min_content_height (self->question, MIN (height, MAX (room, 120)));
}

static void
show_question (AppPresenterScreen *self)
{
  gboolean revealed;
  const LessonQuestion *question = app_presenter_get_question (self->presenter, &revealed);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->question_box))) != NULL)
    gtk_box_remove (self->question_box, child);
  gtk_widget_set_visible (GTK_WIDGET (self->question), question != NULL);
  if (question == NULL)
    return;
  GtkWidget *text = app_text_answer_new (question->question->inlines);
  gtk_widget_add_css_class (text, "heading");
  gtk_box_append (self->question_box, text);
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      gtk_box_append (self->question_box, answer_new (answer, i + 1, revealed));
      if (revealed && answer->right)
        {
          GtkWidget *reply = app_text_blocks_new (answer->feedback);
          gtk_widget_add_css_class (reply, "reply");
          gtk_box_append (self->question_box, reply);
        }
    }
  give_height (self);
}

/* --- all of it --- */

static void
on_moved (AppPresenterScreen *self)
{
  if (!app_document_is_open (self->document))
    return;
  guint step = app_document_get_step (self->document);
  ViewPosition position = app_document_get_position (self->document);
  g_autofree char *heading = app_document_dup_heading (self->document, step);
  g_autofree char *numbered = heading[0] != '\0'
                                  ? g_strdup_printf ("%u  %s", step, heading)
                                  : g_strdup (app_document_get_title (self->document));
  g_autofree char *where = g_strdup_printf (
      _ ("%u of %u"), position.shown, view_ladder_count (app_document_get_ladder (self->document)));
  gtk_label_set_label (self->heading, numbered);
  gtk_label_set_label (self->position, where);
}

static void
on_changed (AppPresenterScreen *self)
{
  gtk_stack_set_visible_child_name (self->stack,
                                    app_presenter_is_blank (self->presenter) ? "blank" : "panes");
  gtk_widget_set_visible (self->away, app_presenter_is_away (self->presenter));
  show_question (self);
  if (self->view != find_view (app_presenter_get_view (self->presenter)))
    show_view (self);
}

static void
app_presenter_screen_dispose (GObject *object)
{
  AppPresenterScreen *self = APP_PRESENTER_SCREEN (object);
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PRESENTER_SCREEN);
  for (guint i = 0; i < N_PANES; i++)
    g_clear_object (&self->panes[i]);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_presenter_screen_parent_class)->dispose (object);
}

static void
app_presenter_screen_class_init (AppPresenterScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_presenter_screen_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/postglass/Postglass/ui/app-presenter-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPresenterScreen, stack);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterScreen, heading);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterScreen, position);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterScreen, away);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterScreen, paned);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterScreen, question);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterScreen, question_box);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_presenter_screen_init (AppPresenterScreen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_widget_tell_cut (GTK_WIDGET (self));
  app_widget_mark_language (GTK_WIDGET (self));
  self->view = G_N_ELEMENTS (views);
  g_signal_connect (self->paned, "notify::max-position", G_CALLBACK (on_room), self);
}

AppPresenterScreen *
app_presenter_screen_new (AppPresenter *presenter)
{
  AppPresenterScreen *self = g_object_new (APP_TYPE_PRESENTER_SCREEN, NULL);
  AppDocument *document = app_presenter_get_document (presenter);
  self->presenter = presenter;
  self->document = g_object_ref (document);
  self->panes[TEXT] = g_object_ref_sink (g_object_new (APP_TYPE_TEXT, NULL));
  self->panes[LADDER] = g_object_ref_sink (g_object_new (APP_TYPE_LADDER, NULL));
  self->panes[DETAIL] = g_object_ref_sink (g_object_new (APP_TYPE_DETAIL, NULL));
  self->panes[BOARD] = g_object_ref_sink (g_object_new (APP_TYPE_BOARD, NULL));
  app_text_set_document (APP_TEXT (self->panes[TEXT]), document);
  app_ladder_set_document (APP_LADDER (self->panes[LADDER]), document);
  app_detail_set_document (APP_DETAIL (self->panes[DETAIL]), document);
  app_board_set_document (APP_BOARD (self->panes[BOARD]), document);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (presenter, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_moved (self);
  on_changed (self);
  return self;
}
