#include "app-console.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-document-cell.h"
#include "app-document-free.h"
#include "app-flight.h"
#include "app-flow.h"
#include "app-widget.h"
#include "view-console.h"

/* What can be chosen beside the device. */
enum
{
  MESSAGE,
  MAILBOX,
  MAIL,
  N_CHOICES
};

struct _AppConsole
{
  GtkWidget parent_instance;
  AppDocument *document;
  ViewConsole *scene; /* NULL while one cannot act */
  gboolean filling;
  gboolean embedded;

  GtkWidget *box;
  GtkWidget *notice;
  GtkLabel *notice_text;
  GtkButton *notice_button;
  GtkWidget *work;
  GtkDropDown *device;
  GtkDropDown *choices[N_CHOICES]; /* owned by @acts */
  GtkLabel *state;
  AppConsoleLine *line;
  GtkLabel *problem;
  GtkCheckButton *stepping;
  GtkWidget *way;
  GtkWidget *next;
  GtkWidget *finish;
  GtkWidget *flight; /* in it, NULL none */
  GtkWidget *acts;
  GtkWidget *flows[VIEW_ACTS_N];
  GtkLabel *preview;
};

G_DEFINE_FINAL_TYPE (AppConsole, app_console, GTK_TYPE_WIDGET)

/* --- what is chosen --- */

static const GPtrArray *
choices_of (AppConsole *self, guint which)
{
  switch (which)
    {
    case MESSAGE:
      return view_console_get_messages (self->scene);
    case MAILBOX:
      return view_console_get_mailboxes (self->scene);
    default:
      return view_console_get_mail (self->scene);
    }
}

static const char *
chosen_of (AppConsole *self, guint which)
{
  switch (which)
    {
    case MESSAGE:
      return view_console_get_message (self->scene);
    case MAILBOX:
      return view_console_get_mailbox (self->scene);
    default:
      return view_console_get_new_mail (self->scene);
    }
}

/* The name of what stands in @drop; NULL none. */
static const char *
picked (AppConsole *self, guint which)
{
  guint i = gtk_drop_down_get_selected (self->choices[which]);
  const GPtrArray *choices = choices_of (self, which);
  return i < choices->len ? ((const ViewConsoleChoice *) g_ptr_array_index (choices, i))->name
                          : NULL;
}

static const char *
picked_device (AppConsole *self)
{
  guint i = gtk_drop_down_get_selected (self->device);
  const GPtrArray *devices = view_console_get_devices (self->scene);
  return i < devices->len ? ((const ViewConsoleDevice *) g_ptr_array_index (devices, i))->owner
                          : NULL;
}

static void
make_scene (AppConsole *self, const ViewConsoleChosen *chosen)
{
  ViewConsole *scene = app_document_new_console (self->document, chosen);
  g_clear_pointer (&self->scene, view_console_unref);
  self->scene = scene;
}

/* --- acting --- */

static void
show_problem (AppConsole *self, const char *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
}

static gboolean
do_act (AppConsole *self, const char *act)
{
  g_autoptr (GError) error = NULL;
  gboolean done = app_document_act (self->document, act, &error);
  show_problem (self, error != NULL ? error->message : NULL);
  return done;
}

void
app_console_send (AppConsole *self)
{
  g_return_if_fail (APP_IS_CONSOLE (self));
  app_console_line_send (self->line);
}

static gboolean
on_line (AppConsole *self, const char *act)
{
  return self->scene != NULL && app_document_get_acting (self->document) == APP_ACTING_NOW
         && do_act (self, act);
}

static const ViewConsoleAct *
find_act (AppConsole *self, const char *id)
{
  const GPtrArray *acts = view_console_get_acts (self->scene);
  for (guint i = 0; i < acts->len; i++)
    {
      const ViewConsoleAct *act = g_ptr_array_index (acts, i);
      if (strcmp (act->node.id, id) == 0)
        return act;
    }
  return NULL;
}

gboolean
app_console_press (AppConsole *self, const char *id)
{
  g_return_val_if_fail (APP_IS_CONSOLE (self), FALSE);
  const ViewConsoleAct *act = self->scene != NULL ? find_act (self, id) : NULL;
  if (act == NULL || act->why_not.key != NULL)
    return FALSE;
  /* The scene goes while it is done. */
  g_autofree char *line = g_strdup (act->act);
  return do_act (self, line);
}

static void
on_act (GtkWidget *button, AppConsole *self)
{
  app_console_press (self, gtk_widget_get_name (button));
}

/* --- buttons --- */

static void
show_preview (AppConsole *self, GtkWidget *button)
{
  const ViewConsoleAct *act = button != NULL && self->scene != NULL
                                  ? find_act (self, gtk_widget_get_name (button))
                                  : NULL;
  g_autofree char *why = act != NULL ? app_document_say (self->document, &act->why_not) : NULL;
  g_autofree char *text = act == NULL    ? g_strdup ("")
                          : *why != '\0' ? g_strdup (why)
                                         : g_strdup_printf (_ ("The same as: %s"), act->act);
  gtk_label_set_label (self->preview, text);
}

static void
on_enter (GtkEventController *controller, double x, double y, AppConsole *self)
{
  show_preview (self, gtk_event_controller_get_widget (controller));
}

static void
on_focus (GtkEventController *controller, AppConsole *self)
{
  show_preview (self, gtk_event_controller_get_widget (controller));
}

static GtkWidget *
make_button (AppConsole *self, const ViewConsoleAct *act)
{
  GtkWidget *button = gtk_button_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_name (button, act->node.id);
  gtk_widget_add_css_class (button, "act");
  g_signal_connect (button, "clicked", G_CALLBACK (on_act), self);
  g_signal_connect (motion, "enter", G_CALLBACK (on_enter), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus), self);
  gtk_widget_add_controller (button, motion);
  gtk_widget_add_controller (button, focus);
  return button;
}

static void
show_act (AppConsole *self, GtkWidget *button, const ViewConsoleAct *act)
{
  g_autofree char *label = app_document_say (self->document, &act->label);
  g_autofree char *sentence = app_document_say (self->document, &act->node.sentence);
  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), label);
  app_widget_set_tooltip (button, sentence);
  gtk_widget_set_sensitive (button, act->why_not.key == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

static GtkWidget *
nth_button (GtkWidget *flow, guint i)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (flow), (int) i);
  return child != NULL ? gtk_flow_box_child_get_child (child) : NULL;
}

/* Buttons that are there stay, and with them the focus. */
static void
show_acts (AppConsole *self)
{
  guint n[VIEW_ACTS_N] = { 0 };
  const GPtrArray *acts = view_console_get_acts (self->scene);
  for (guint i = 0; i < acts->len; i++)
    {
      const ViewConsoleAct *act = g_ptr_array_index (acts, i);
      GtkWidget *flow = self->flows[act->group];
      GtkWidget *button = nth_button (flow, n[act->group]);
      if (button == NULL)
        {
          button = make_button (self, act);
          gtk_flow_box_insert (GTK_FLOW_BOX (flow), button, -1);
          gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
        }
      gtk_widget_set_name (button, act->node.id);
      show_act (self, button, act);
      n[act->group]++;
    }
  for (ViewActs group = 0; group < VIEW_ACTS_N; group++)
    for (GtkWidget *button; (button = nth_button (self->flows[group], n[group])) != NULL;)
      gtk_flow_box_remove (GTK_FLOW_BOX (self->flows[group]), gtk_widget_get_parent (button));
}

/* --- filling --- */

static gboolean
is_same (GListModel *model, const GPtrArray *titles)
{
  if (model == NULL || g_list_model_get_n_items (model) != titles->len)
    return FALSE;
  for (guint i = 0; i < titles->len; i++)
    if (strcmp (gtk_string_list_get_string (GTK_STRING_LIST (model), i),
                g_ptr_array_index (titles, i))
        != 0)
      return FALSE;
  return TRUE;
}

/* A list that is the same stays, open or not. */
static void
fill_drop (GtkDropDown *drop, GPtrArray *titles, guint selected)
{
  if (!is_same (gtk_drop_down_get_model (drop), titles))
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
      for (guint i = 0; i < titles->len; i++)
        gtk_string_list_append (list, g_ptr_array_index (titles, i));
      gtk_drop_down_set_model (drop, G_LIST_MODEL (list));
    }
  gtk_drop_down_set_selected (drop, selected);
}

static void
fill_devices (AppConsole *self)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  const GPtrArray *devices = view_console_get_devices (self->scene);
  const ViewConsoleDevice *chosen = view_console_get_device (self->scene);
  guint selected = GTK_INVALID_LIST_POSITION;
  for (guint i = 0; i < devices->len; i++)
    {
      const ViewConsoleDevice *device = g_ptr_array_index (devices, i);
      g_ptr_array_add (titles, app_document_say (self->document, &device->title));
      if (device == chosen)
        selected = i;
    }
  fill_drop (self->device, titles, selected);
  const char *state = chosen != NULL ? app_document_name (self->document, &chosen->state) : "";
  gtk_label_set_label (self->state, state);
}

static void
fill_choice (AppConsole *self, guint which)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  const GPtrArray *choices = choices_of (self, which);
  const char *chosen = chosen_of (self, which);
  guint selected = GTK_INVALID_LIST_POSITION;
  for (guint i = 0; i < choices->len; i++)
    {
      const ViewConsoleChoice *choice = g_ptr_array_index (choices, i);
      g_ptr_array_add (titles, app_document_say (self->document, &choice->title));
      if (g_strcmp0 (choice->name, chosen) == 0)
        selected = i;
    }
  fill_drop (self->choices[which], titles, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->choices[which]), choices->len > 0);
}

static void
show_notice (AppConsole *self, AppActing acting)
{
  gboolean past = acting == APP_ACTING_PAST;
  gtk_label_set_label (self->notice_text,
                       past ? _ ("You are looking at the past. What you do goes on from the end.")
                            : _ ("This has happened and can only be looked at. In free play you "
                                 "can act yourself."));
  gtk_button_set_label (self->notice_button, past ? _ ("Go to the End") : _ ("Free Play"));
  gtk_widget_set_visible (self->notice, acting != APP_ACTING_NOW);
}

/* The first line that is on its way, and what can be done to it. */
static void
show_flight (AppConsole *self, gboolean under_way)
{
  if (self->flight != NULL)
    gtk_box_remove (GTK_BOX (self->way), self->flight);
  self->flight = under_way ? app_flight_new (self->document, VIEW_NO_ROW, NULL, NULL) : NULL;
  if (self->flight != NULL)
    gtk_box_append (GTK_BOX (self->way), self->flight);
}

static void
update (AppConsole *self)
{
  gboolean open = app_document_is_open (self->document);
  AppActing acting = open ? app_document_get_acting (self->document) : APP_ACTING_NONE;
  ViewConsoleChosen chosen = { 0 };
  g_autofree char *device = NULL;
  char *names[N_CHOICES] = { NULL };
  show_notice (self, acting);
  gtk_widget_set_visible (self->work, acting != APP_ACTING_NONE);
  gtk_widget_set_sensitive (self->work, acting == APP_ACTING_NOW);
  if (acting == APP_ACTING_NONE)
    {
      g_clear_pointer (&self->scene, view_console_unref);
      app_console_line_show (self->line, self->document, NULL);
      return;
    }
  if (self->scene != NULL)
    {
      chosen.device = device = g_strdup (picked_device (self));
      chosen.message = names[MESSAGE] = g_strdup (picked (self, MESSAGE));
      chosen.mailbox = names[MAILBOX] = g_strdup (picked (self, MAILBOX));
      chosen.mail = names[MAIL] = g_strdup (picked (self, MAIL));
    }
  make_scene (self, &chosen);
  for (guint i = 0; i < N_CHOICES; i++)
    g_free (names[i]);
  self->filling = TRUE;
  fill_devices (self);
  for (guint i = 0; i < N_CHOICES; i++)
    fill_choice (self, i);
  show_acts (self);
  app_console_line_show (self->line, self->document, self->scene);
  gtk_check_button_set_active (self->stepping, app_document_get_stepping (self->document));
  self->filling = FALSE;
  gboolean under_way = app_document_is_under_way (self->document);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "console.next", under_way);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "console.finish", under_way);
  gtk_widget_set_sensitive (self->next, under_way);
  gtk_widget_set_sensitive (self->finish, under_way);
  show_flight (self, under_way);
  gtk_widget_set_visible (self->way, under_way || app_document_get_stepping (self->document));
  show_preview (self, NULL);
}

static void
on_choice (AppConsole *self)
{
  if (!self->filling && self->scene != NULL)
    update (self);
}

void
app_console_choose (AppConsole *self, const char *name)
{
  g_return_if_fail (self->scene != NULL);
  const GPtrArray *devices = view_console_get_devices (self->scene);
  for (guint i = 0; i < devices->len; i++)
    if (strcmp (((const ViewConsoleDevice *) g_ptr_array_index (devices, i))->owner, name) == 0)
      {
        gtk_drop_down_set_selected (self->device, i);
        return;
      }
  for (guint which = 0; which < N_CHOICES; which++)
    for (guint i = 0; i < choices_of (self, which)->len; i++)
      {
        const ViewConsoleChoice *choice = g_ptr_array_index (choices_of (self, which), i);
        if (strcmp (choice->name, name) == 0)
          {
            gtk_drop_down_set_selected (self->choices[which], i);
            return;
          }
      }
}

/* What is clicked on the board is what the buttons are about. */
static void
on_cell (AppConsole *self)
{
  ViewCell *cell = app_document_get_cell (self->document);
  g_autofree char *owner = NULL;
  g_autofree char *message = NULL;
  if (cell == NULL || self->scene == NULL)
    return;
  view_console_find (view_cell_get_address (cell), &owner, &message);
  if (owner != NULL && !g_str_equal (owner, "server"))
    app_console_choose (self, owner);
  if (message != NULL)
    app_console_choose (self, message);
}

/* --- what is under way, and where one cannot act --- */

static void
on_stepping (AppConsole *self)
{
  if (!self->filling)
    app_document_set_stepping (self->document, gtk_check_button_get_active (self->stepping));
}

static void
on_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppConsole *self = APP_CONSOLE (widget);
  if (self->scene != NULL)
    app_document_step_on (self->document);
}

static void
on_finish (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppConsole *self = APP_CONSOLE (widget);
  if (self->scene != NULL)
    app_document_run_on (self->document);
}

static void
on_next_clicked (AppConsole *self)
{
  on_next (GTK_WIDGET (self), NULL, NULL);
}

static void
on_finish_clicked (AppConsole *self)
{
  on_finish (GTK_WIDGET (self), NULL, NULL);
}

static void
on_focus_line (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (APP_CONSOLE (widget)->line));
}

static void
on_notice (AppConsole *self)
{
  const Lesson *lesson = app_document_get_lesson (self->document);
  if (app_document_is_open (self->document)
      && app_document_get_acting (self->document) == APP_ACTING_PAST)
    app_document_go_last (self->document);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.free-play", "s",
                                lesson != NULL ? lesson->slug : "");
}

/* --- the widget --- */

AppConsoleLine *
app_console_get_line (AppConsole *self)
{
  return self->line;
}

GtkEditable *
app_console_get_entry (AppConsole *self)
{
  return app_console_line_get_entry (self->line);
}

const char *
app_console_get_problem (AppConsole *self)
{
  return gtk_label_get_label (self->problem);
}

static void
app_console_dispose (GObject *object)
{
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_CONSOLE);
  g_clear_pointer (&APP_CONSOLE (object)->scene, view_console_unref);
  g_clear_object (&APP_CONSOLE (object)->document);
  G_OBJECT_CLASS (app_console_parent_class)->dispose (object);
}

static gboolean
app_console_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (APP_CONSOLE (widget)->line));
}

static void
app_console_class_init (AppConsoleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_console_dispose;
  g_type_ensure (APP_TYPE_CONSOLE_LINE);
  widget_class->grab_focus = app_console_grab_focus;
  gtk_widget_class_install_action (widget_class, "console.focus", NULL, on_focus_line);
  gtk_widget_class_install_action (widget_class, "console.next", NULL, on_next);
  gtk_widget_class_install_action (widget_class, "console.finish", NULL, on_finish);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-console.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, AppConsole, child)
  BIND (box);
  BIND (notice);
  BIND (notice_text);
  BIND (notice_button);
  BIND (work);
  BIND (device);
  BIND (state);
  BIND (line);
  BIND (problem);
  BIND (stepping);
  BIND (way);
  BIND (next);
  BIND (finish);
  BIND (acts);
  BIND (preview);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_finish_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_notice);
  gtk_widget_class_bind_template_callback (widget_class, on_stepping);
  gtk_widget_class_bind_template_callback (widget_class, on_line);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* What is chosen may be longer than there is room. */
static void
set_up_item (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  app_widget_tell_cut (label);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_list_item_set_child (item, label);
}

static void
bind_item (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *text = gtk_list_item_get_item (item);
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (text));
}

static void
shorten (GtkDropDown *drop)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_item), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item), NULL);
  gtk_drop_down_set_factory (drop, factory);
}

static GtkDropDown *
make_drop (AppConsole *self, const char *name)
{
  GtkWidget *drop = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_hexpand (drop, TRUE);
  /* Subjects and names are what they are in every language. */
  gtk_widget_add_css_class (drop, "name");
  shorten (GTK_DROP_DOWN (drop));
  g_signal_connect_swapped (drop, "notify::selected", G_CALLBACK (on_choice), self);
  return GTK_DROP_DOWN (drop);
}

static void
make_group (AppConsole *self, ViewActs group)
{
  static const char *const titles[VIEW_ACTS_N] = {
    [VIEW_ACTS_SESSION] = N_ ("Mailbox"),
    [VIEW_ACTS_MESSAGE] = N_ ("Message"),
    [VIEW_ACTS_NETWORK] = N_ ("Network"),
    [VIEW_ACTS_WORLD] = N_ ("New mail, time"),
  };
  GtkWidget *title = gtk_label_new (_ (titles[group]));
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *flow = gtk_flow_box_new ();
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "kind");
  gtk_box_append (GTK_BOX (head), title);
  if (group == VIEW_ACTS_MESSAGE)
    gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->choices[MESSAGE]));
  else if (group == VIEW_ACTS_SESSION)
    gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->choices[MAILBOX]));
  else if (group == VIEW_ACTS_WORLD)
    gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->choices[MAIL]));
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 4);
  self->flows[group] = flow;
  gtk_box_append (GTK_BOX (self->acts), head);
  gtk_box_append (GTK_BOX (self->acts), GTK_WIDGET (app_flow_new (GTK_FLOW_BOX (flow))));
}

static void
app_console_init (AppConsole *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  shorten (self->device);
  self->choices[MESSAGE] = make_drop (self, _ ("Message"));
  self->choices[MAILBOX] = make_drop (self, _ ("Mailbox"));
  self->choices[MAIL] = make_drop (self, _ ("New mail"));
  for (ViewActs group = 0; group < VIEW_ACTS_N; group++)
    make_group (self, group);
}

AppConsole *
app_console_new (void)
{
  return g_object_new (APP_TYPE_CONSOLE, NULL);
}

void
app_console_set_embedded (AppConsole *self)
{
  GtkWidget *scrolled = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_return_if_fail (!self->embedded && GTK_IS_SCROLLED_WINDOW (scrolled));
  self->embedded = TRUE;
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_NEVER);
  gtk_widget_remove_css_class (self->box, "console");
}

void
app_console_set_document (AppConsole *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "moved", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "cell", G_CALLBACK (on_cell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "replied", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
