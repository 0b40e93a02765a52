#include "app-lesson-page.h"

#include <glib/gi18n-lib.h>

#include "app-console.h"
#include "app-document-free.h"
#include "app-document-play.h"
#include "app-keys.h"
#include "app-settings.h"
#include "app-split.h"
#include "app-transport.h"
#include "app-widget.h"

/* Places of an arrangement, and the dividers between them. */
enum
{
  UPPER_LEFT,
  LOWER_LEFT,
  UPPER_RIGHT,
  LOWER_RIGHT,
  N_PLACES
};

enum
{
  ACROSS,
  LEFT,
  RIGHT,
  N_SPLITS
};

typedef struct
{
  const char *name;
  AppPane panes[N_PLACES];
  double shares[N_SPLITS]; /* until a divider was moved */
  AppSetting explains;     /* APP_N_SETTINGS: always */
} Arrangement;

static const Arrangement arrangements[] = {
  { "lesson",
    { APP_PANE_TEXT, APP_PANE_DETAIL, APP_PANE_LADDER, APP_PANE_BOARD },
    { 0.29, 0.55, 0.5 },
    APP_SETTING_EXPLANATION },
  { "line",
    { APP_PANE_LADDER, APP_NO_PANE, APP_PANE_DETAIL, APP_NO_PANE },
    { 0.5, 0.5, 0.5 },
    APP_N_SETTINGS },
  { "hands-on",
    { APP_PANE_CONSOLE, APP_PANE_DETAIL, APP_PANE_LADDER, APP_PANE_BOARD },
    { 0.32, 0.6, 0.5 },
    APP_SETTING_HANDS_ON_EXPLANATION },
};

struct _AppLessonPage
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkWidget *panes[APP_N_PANES]; /* owned; the console may be the text or the side as well */
  AppText *text;                 /* owned; also where a side stands in its place */
  AppConsole *console;           /* owned; likewise */
  AppTransport *transport;
  GtkPaned *columns;
  GtkPaned *left;
  GtkPaned *right;
  AppSplit splits[N_SPLITS];
  const Arrangement *chosen; /* by the user */
  const Arrangement *shown;
  guint step;     /* at the cursor */
  gboolean plays; /* freely */
};

G_DEFINE_FINAL_TYPE (AppLessonPage, app_lesson_page, GTK_TYPE_WIDGET)

enum
{
  PROP_ARRANGEMENT = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* --- moving --- */

static void
move (AppLessonPage *self, const char *how)
{
  if (!app_document_is_open (self->document))
    return;
  if (g_str_equal (how, "lesson.first"))
    app_document_step_to (self->document, 0);
  else if (g_str_equal (how, "lesson.last"))
    app_document_step_to (self->document,
                          view_ladder_get_last (app_document_get_ladder (self->document)));
  else if (g_str_equal (how, "lesson.back"))
    app_document_step (self->document, app_document_get_unit (self->document), FALSE);
  else if (g_str_equal (how, "lesson.forward"))
    app_document_step (self->document, app_document_get_unit (self->document), TRUE);
  else if (g_str_equal (how, "lesson.previous-step"))
    app_document_step (self->document, VIEW_MOVE_STEP, FALSE);
  else if (g_str_equal (how, "lesson.next-step"))
    app_document_step (self->document, VIEW_MOVE_STEP, TRUE);
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
gboolean
app_lesson_page_press (AppLessonPage *self, guint key, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  GtkWidget *widgets[APP_N_PANES + 2] = { GTK_WIDGET (self), GTK_WIDGET (self->transport) };
  gsize n = 2;
  /* The scrubber's own: they set the range. */
  if (GTK_IS_RANGE (focus) && (modifiers & GDK_SHIFT_MASK) != 0)
    return FALSE;
  /* Whoever has an action: the page, or the pane it is about. */
  for (AppPane pane = 0; pane < APP_N_PANES; pane++)
    if (self->panes[pane] != NULL)
      widgets[n++] = self->panes[pane];
  for (AppKeyScope scope = APP_KEY_LESSON; scope <= APP_KEY_TYPING; scope++)
    if (app_keys_may_press (scope, key, focus)
        && ((scope == APP_KEY_LESSON && modifiers == 0 && answer_by_key (self, key))
            || app_keys_press (scope, key, state, widgets, n)))
      return TRUE;
  return FALSE;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        AppLessonPage *self)
{
  return app_lesson_page_press (self, key, state) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* --- arrangements --- */

static const Arrangement *
find_arrangement (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (arrangements); i++)
    if (g_str_equal (arrangements[i].name, name))
      return &arrangements[i];
  return NULL;
}

static void
on_split_moved (gpointer data)
{
  AppLessonPage *self = data;
  double shares[N_SPLITS];
  for (guint i = 0; i < N_SPLITS; i++)
    shares[i] = self->splits[i].share;
  app_settings_set_shares (app_settings_get_default (), self->shown->name, shares, N_SPLITS);
}

static void
put (AppLessonPage *self, guint place, GtkWidget *pane)
{
  GtkPaned *paned = place < UPPER_RIGHT ? self->left : self->right;
  if (place == UPPER_LEFT || place == UPPER_RIGHT)
    gtk_paned_set_start_child (paned, pane);
  else
    gtk_paned_set_end_child (paned, pane);
  if (pane != NULL)
    app_widget_renew_actions (pane);
}

/* An explanation of nothing takes no room from the text. A question that waits and an exercise need room for
 * themselves. */
static void
give_room (AppLessonPage *self)
{
  AppSetting explains = self->shown->explains;
  gboolean open = self->document != NULL && app_document_is_open (self->document);
  guint step;
  gboolean waits = open && app_document_get_waiting (self->document, &step, NULL)
                   && app_document_get_step (self->document) == step;
  gboolean busy = waits || (open && app_document_is_trying_any (self->document));
  gboolean wanted = explains == APP_N_SETTINGS
                    || (app_settings_get_flag (app_settings_get_default (), explains) && open
                        && app_document_get_selected (self->document) != VIEW_NO_ROW);
  gtk_widget_set_visible (self->panes[APP_PANE_DETAIL], wanted);
  app_split_set_least (&self->splits[LEFT], busy && explains == APP_SETTING_EXPLANATION ? 0.72 : 0);
}

static void
show_arrangement (AppLessonPage *self, const Arrangement *arrangement)
{
  if (self->shown == arrangement)
    return;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  double shares[N_SPLITS];
  self->shown = arrangement;
  memcpy (shares, arrangement->shares, sizeof shares);
  app_settings_get_shares (app_settings_get_default (), arrangement->name, shares, N_SPLITS);
  for (guint place = 0; place < N_PLACES; place++)
    put (self, place, NULL);
  for (guint place = 0; place < N_PLACES; place++)
    if (arrangement->panes[place] != APP_NO_PANE)
      put (self, place, self->panes[arrangement->panes[place]]);
  for (guint i = 0; i < N_SPLITS; i++)
    app_split_set_share (&self->splits[i], shares[i]);
  give_room (self);
  if (had_focus)
    app_lesson_page_focus (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ARRANGEMENT]);
}

const char *
app_lesson_page_get_arrangement (AppLessonPage *self)
{
  return self->shown->name;
}

void
app_lesson_page_set_arrangement (AppLessonPage *self, const char *name)
{
  g_return_if_fail (APP_IS_LESSON_PAGE (self));
  const Arrangement *arrangement = find_arrangement (name);
  if (arrangement == NULL)
    return;
  self->chosen = arrangement;
  show_arrangement (self, arrangement);
  app_settings_set_text (app_settings_get_default (), APP_SETTING_ARRANGEMENT, name);
}

/* The one that the lesson wants for this step, else the user's. */
static const Arrangement *
wanted_arrangement (AppLessonPage *self, guint step)
{
  const Lesson *lesson = app_document_get_lesson (self->document);
  const char *name = NULL;
  if (lesson != NULL && step <= lesson_get_n_steps (lesson)
      && app_settings_get_flag (app_settings_get_default (), APP_SETTING_FOLLOW_STEP))
    name = lesson_step_get_arrangement (lesson_get_step (lesson, step));
  if (app_document_is_free (self->document))
    name = "hands-on";
  return name != NULL ? find_arrangement (name) : self->chosen;
}

/* Whoever plays freely acts; there is no text to read. */
static void
on_opened (AppLessonPage *self)
{
  guint step = app_document_is_open (self->document) ? app_document_get_step (self->document) : 0;
  gboolean plays = app_document_is_free (self->document);
  show_arrangement (self, wanted_arrangement (self, step));
  if (plays != self->plays)
    app_ladder_set_hint (app_lesson_page_get_ladder (self),
                         plays ? _ ("What you do will stand here, line by line")
                               : _ ("Press Space to see the first line"));
  self->plays = plays;
}

/* What was shown for the sake of one step goes with it. */
static void
on_moved (AppLessonPage *self)
{
  guint step = app_document_is_open (self->document) ? app_document_get_step (self->document) : 0;
  if (step != self->step)
    show_arrangement (self, wanted_arrangement (self, step));
  self->step = step;
  give_room (self);
}

/* The question is in the text. */
static void
on_asking (AppLessonPage *self)
{
  show_arrangement (self, &arrangements[0]);
}

static void
toggle_explanation (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppLessonPage *self = APP_LESSON_PAGE (widget);
  AppSettings *settings = app_settings_get_default ();
  if (self->shown->explains < APP_N_SETTINGS)
    app_settings_set_flag (settings, self->shown->explains,
                           !app_settings_get_flag (settings, self->shown->explains));
}

/* --- the page --- */

GtkWidget *
app_lesson_page_get_pane (AppLessonPage *self, AppPane pane)
{
  g_return_val_if_fail (pane < APP_N_PANES, NULL);
  return self->panes[pane];
}

AppLadder *
app_lesson_page_get_ladder (AppLessonPage *self)
{
  return APP_LADDER (self->panes[APP_PANE_LADDER]);
}

AppBoard *
app_lesson_page_get_board (AppLessonPage *self)
{
  return APP_BOARD (self->panes[APP_PANE_BOARD]);
}

AppDetail *
app_lesson_page_get_detail (AppLessonPage *self)
{
  return APP_DETAIL (self->panes[APP_PANE_DETAIL]);
}

AppConsole *
app_lesson_page_get_console (AppLessonPage *self)
{
  return self->console;
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
  const Arrangement *shown = self->shown;
  /* An arrangement without it would never take what is floating. */
  g_autoptr (GtkWidget) kept = g_object_ref_sink (side);
  g_set_object (&self->panes[APP_PANE_TEXT], kept);
  g_set_object (&self->panes[APP_PANE_CONSOLE], kept);
  self->shown = NULL;
  show_arrangement (self, shown);
  app_ladder_set_hint (app_lesson_page_get_ladder (self), hint);
}

void
app_lesson_page_focus (AppLessonPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (app_ladder_get_list (app_lesson_page_get_ladder (self))));
}

static void
app_lesson_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, app_lesson_page_get_arrangement (APP_LESSON_PAGE (object)));
}

static void
app_lesson_page_dispose (GObject *object)
{
  AppLessonPage *self = APP_LESSON_PAGE (object);
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_LESSON_PAGE);
  for (AppPane pane = 0; pane < APP_N_PANES; pane++)
    g_clear_object (&self->panes[pane]);
  g_clear_object (&self->text);
  g_clear_object (&self->console);
  g_clear_object (&self->document);
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
  G_OBJECT_CLASS (klass)->get_property = app_lesson_page_get_property;
  properties[PROP_ARRANGEMENT] = g_param_spec_string ("arrangement", NULL, NULL, NULL,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  g_type_ensure (APP_TYPE_TRANSPORT);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, on_action);
  gtk_widget_class_install_action (widget_class, "lesson.explanation", NULL, toggle_explanation);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-lesson-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, transport);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, columns);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, left);
  gtk_widget_class_bind_template_child (widget_class, AppLessonPage, right);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make (GType type)
{
  return g_object_ref_sink (g_object_new (type, NULL));
}

static void
app_lesson_page_init (AppLessonPage *self)
{
  AppSettings *settings = app_settings_get_default ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = APP_TEXT (make (APP_TYPE_TEXT));
  self->panes[APP_PANE_TEXT] = g_object_ref (GTK_WIDGET (self->text));
  self->panes[APP_PANE_DETAIL] = make (APP_TYPE_DETAIL);
  self->panes[APP_PANE_LADDER] = make (APP_TYPE_LADDER);
  self->panes[APP_PANE_BOARD] = make (APP_TYPE_BOARD);
  self->console = APP_CONSOLE (make (APP_TYPE_CONSOLE));
  self->panes[APP_PANE_CONSOLE] = g_object_ref (GTK_WIDGET (self->console));
  app_split_init (&self->splits[ACROSS], self->columns, on_split_moved, self);
  app_split_init (&self->splits[LEFT], self->left, on_split_moved, self);
  app_split_init (&self->splits[RIGHT], self->right, on_split_moved, self);
  self->chosen = find_arrangement (app_settings_get_text (settings, APP_SETTING_ARRANGEMENT));
  show_arrangement (self, self->chosen);
  g_signal_connect_object (settings, "changed", G_CALLBACK (give_room), self, G_CONNECT_SWAPPED);
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
  /* Before the text does, which is brought into view. */
  g_signal_connect_object (document, "asking", G_CALLBACK (on_asking), self, G_CONNECT_SWAPPED);
  app_text_set_document (self->text, document);
  app_detail_set_document (app_lesson_page_get_detail (self), document);
  app_ladder_set_document (app_lesson_page_get_ladder (self), document);
  app_board_set_document (app_lesson_page_get_board (self), document);
  app_transport_set_document (self->transport, document);
  app_console_set_document (self->console, document);
  g_signal_connect_object (document, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "selected", G_CALLBACK (give_room), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "replied", G_CALLBACK (give_room), self, G_CONNECT_SWAPPED);
  on_moved (self);
}

AppDocument *
app_lesson_page_get_document (AppLessonPage *self)
{
  return self->document;
}
