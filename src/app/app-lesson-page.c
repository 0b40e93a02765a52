#include "app-lesson-page.h"

#include "app-keys.h"
#include "app-transport.h"
#include "app-widget.h"

/* A divider that keeps its share of the room when the window's size changes. */
typedef struct
{
  double share;
  double least;     /* of the share, for now */
  gboolean placing; /* while it is set by us */
} Split;

struct _AppLessonPage
{
  GtkWidget parent_instance;
  AppDocument *document;
  AppText *text;
  AppDetail *detail;
  AppLadder *ladder;
  AppBoard *board;
  AppTransport *transport;
  GtkPaned *columns;
  GtkPaned *words;
  GtkPaned *pictures;
  Split splits[3];
};

G_DEFINE_FINAL_TYPE (AppLessonPage, app_lesson_page, GTK_TYPE_WIDGET)

/* --- moving --- */

static void
move (AppLessonPage *self, const char *how)
{
  if (!app_document_is_open (self->document))
    return;
  if (g_str_equal (how, "lesson.first"))
    app_document_go_first (self->document);
  else if (g_str_equal (how, "lesson.last"))
    app_document_go_last (self->document);
  else if (g_str_equal (how, "lesson.back"))
    app_document_back (self->document, VIEW_MOVE_LINE);
  else if (g_str_equal (how, "lesson.forward"))
    app_document_forward (self->document, VIEW_MOVE_LINE);
  else if (g_str_equal (how, "lesson.previous-step"))
    app_document_back (self->document, VIEW_MOVE_STEP);
  else if (g_str_equal (how, "lesson.next-step"))
    app_document_forward (self->document, VIEW_MOVE_STEP);
}

static void
on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (APP_LESSON_PAGE (widget), name);
}

/* The digits choose an answer of the question that is waited for. */
static gboolean
answer_by_key (AppLessonPage *self, guint key)
{
  guint step, which;
  guint answer = key - GDK_KEY_1;
  if (key < GDK_KEY_1 || key > GDK_KEY_9 || !app_document_is_open (self->document)
      || !app_document_get_waiting (self->document, &step, &which)
      || app_document_get_step (self->document) != step
      || answer >= app_document_get_question (self->document, step, which)->answers->len)
    return FALSE;
  app_document_answer (self->document, step, which, answer);
  return TRUE;
}

/* Before the panes see them: lists and the scrubber would take the same keys for themselves. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        AppLessonPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  /* Whoever has an action: the page, or the pane it is about. */
  GtkWidget *const widgets[] = { GTK_WIDGET (self),         GTK_WIDGET (self->transport),
                                 GTK_WIDGET (self->ladder), GTK_WIDGET (self->board),
                                 GTK_WIDGET (self->detail), GTK_WIDGET (self->text) };
  for (AppKeyScope scope = APP_KEY_LESSON; scope <= APP_KEY_TYPING; scope++)
    if (app_keys_may_press (scope, key, focus)
        && ((scope == APP_KEY_LESSON && modifiers == 0 && answer_by_key (self, key))
            || app_keys_press (scope, key, state, widgets, G_N_ELEMENTS (widgets))))
      return GDK_EVENT_STOP;
  return GDK_EVENT_PROPAGATE;
}

/* --- dividers --- */

static int
room_of (GtkPaned *paned)
{
  gboolean across = gtk_orientable_get_orientation (GTK_ORIENTABLE (paned))
                    == GTK_ORIENTATION_HORIZONTAL;
  return across ? gtk_widget_get_width (GTK_WIDGET (paned))
                : gtk_widget_get_height (GTK_WIDGET (paned));
}

static void
on_room (GtkPaned *paned, GParamSpec *property, Split *split)
{
  split->placing = TRUE;
  if (room_of (paned) > 0)
    gtk_paned_set_position (paned, (int) (room_of (paned) * MAX (split->share, split->least)));
  split->placing = FALSE;
}

/* A question that waits and an exercise need room for themselves. */
static void
give_room (AppLessonPage *self)
{
  guint step;
  gboolean open = app_document_is_open (self->document);
  gboolean waits = open && app_document_get_waiting (self->document, &step, NULL)
                   && app_document_get_step (self->document) == step;
  double least = waits || (open && app_document_is_trying_any (self->document)) ? 0.72 : 0;
  Split *split = &self->splits[1];
  gboolean changed = split->least < least || split->least > least;
  split->least = least;
  if (changed)
    on_room (self->words, NULL, split);
}

/* Whether the pointer is at the divider itself: elsewhere in the panes it is no hand on it. */
static gboolean
is_held (GtkPaned *paned)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (paned)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != gtk_paned_get_start_child (paned) && child != gtk_paned_get_end_child (paned)
        && (gtk_widget_get_state_flags (child) & GTK_STATE_FLAG_PRELIGHT) != 0)
      return TRUE;
  return FALSE;
}

static void
on_dragged (GtkPaned *paned, GParamSpec *property, Split *split)
{
  /* Only a hand on the divider counts, not what GTK does while it gives out room. */
  if (!split->placing && room_of (paned) > 0 && is_held (paned))
    split->share = (double) gtk_paned_get_position (paned) / room_of (paned);
}

static void
add_split (Split *split, GtkPaned *paned, double share)
{
  split->share = share;
  g_signal_connect (paned, "notify::max-position", G_CALLBACK (on_room), split);
  g_signal_connect (paned, "notify::min-position", G_CALLBACK (on_room), split);
  g_signal_connect (paned, "notify::position", G_CALLBACK (on_dragged), split);
}

/* --- the page --- */

AppLadder *
app_lesson_page_get_ladder (AppLessonPage *self)
{
  return self->ladder;
}

AppBoard *
app_lesson_page_get_board (AppLessonPage *self)
{
  return self->board;
}

AppDetail *
app_lesson_page_get_detail (AppLessonPage *self)
{
  return self->detail;
}

AppText *
app_lesson_page_get_text (AppLessonPage *self)
{
  return self->text;
}

void
app_lesson_page_set_side (AppLessonPage *self, GtkWidget *side, const char *hint)
{
  g_return_if_fail (APP_IS_LESSON_PAGE (self));
  gtk_paned_set_start_child (self->words, side);
  self->splits[1].share = 0.62;
  app_ladder_set_hint (self->ladder, hint);
}

void
app_lesson_page_focus (AppLessonPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (app_ladder_get_list (self->ladder)));
}

static void
app_lesson_page_dispose (GObject *object)
{
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_LESSON_PAGE);
  g_clear_object (&APP_LESSON_PAGE (object)->document);
  G_OBJECT_CLASS (app_lesson_page_parent_class)->dispose (object);
}

static void
app_lesson_page_class_init (AppLessonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const actions[] = { "lesson.first",         "lesson.last",
                                         "lesson.back",          "lesson.forward",
                                         "lesson.previous-step", "lesson.next-step" };
  G_OBJECT_CLASS (klass)->dispose = app_lesson_page_dispose;
  g_type_ensure (APP_TYPE_TEXT);
  g_type_ensure (APP_TYPE_DETAIL);
  g_type_ensure (APP_TYPE_LADDER);
  g_type_ensure (APP_TYPE_BOARD);
  g_type_ensure (APP_TYPE_TRANSPORT);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, on_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-lesson-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, text);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, detail);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, ladder);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, board);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, transport);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, columns);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, words);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, pictures);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_lesson_page_init (AppLessonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_split (&self->splits[0], self->columns, 0.29);
  add_split (&self->splits[1], self->words, 0.51);
  add_split (&self->splits[2], self->pictures, 0.5);
  GtkEventController *controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
app_lesson_page_set_document (AppLessonPage *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  app_text_set_document (self->text, document);
  app_detail_set_document (self->detail, document);
  app_ladder_set_document (self->ladder, document);
  app_board_set_document (self->board, document);
  app_transport_set_document (self->transport, document);
  g_signal_connect_object (document, "moved", G_CALLBACK (give_room), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "replied", G_CALLBACK (give_room), self, G_CONNECT_SWAPPED);
  give_room (self);
}
