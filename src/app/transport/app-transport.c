#include "app-transport.h"

#include <glib/gi18n-lib.h>

#include "app-document-marks.h"
#include "app-document-play.h"
#include "app-marks.h"
#include "app-until.h"
#include "app-widget.h"

struct _AppTransport
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkWidget *first;
  GtkWidget *back;
  GtkWidget *forward;
  GtkWidget *last;
  GtkMenuButton *unit;
  GtkToggleButton *play;
  GtkMenuButton *speed;
  AppMarks *marks;
  GtkRange *scrubber;
  GtkWidget *range;
  GtkMenuButton *find;
  AppUntil *until;
  GtkLabel *position;
  GtkLabel *time;
  gboolean following; /* while the scrubber is set because the document moved */
};

G_DEFINE_FINAL_TYPE (AppTransport, app_transport, GTK_TYPE_WIDGET)

/* Properties that menus and keys set as actions. */
enum
{
  PROP_UNIT = 1,
  PROP_SPEED,
  PROP_BY_CLOCK,
  PROP_PLAYING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static const char *const units[] = { "event", "line", "exchange", "act", "step" };

/* "1:42.180" */
static char *
format_time (gint64 time)
{
  gint64 ms = time / 1000;
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d.%03d", ms / 60000, (int) (ms / 1000 % 60),
                          (int) (ms % 1000));
}

static void
on_moved (AppTransport *self)
{
  gboolean open = app_document_is_open (self->document);
  gtk_widget_set_sensitive (GTK_WIDGET (self), open);
  if (!open)
    return;
  ViewLadder *ladder = app_document_get_ladder (self->document);
  ViewPosition position = app_document_get_position (self->document);
  /* Translators: how many lines of how many have been shown */
  g_autofree char *words = g_strdup_printf (_ ("%u of %u"), position.shown,
                                            view_ladder_count (ladder));
  g_autofree char *time = format_time (app_document_get_time (self->document));
  gtk_label_set_label (self->position, words);
  gtk_label_set_label (self->time, time);
  self->following = TRUE;
  gtk_range_set_value (self->scrubber, position.event);
  self->following = FALSE;
  guint32 from, to;
  app_document_get_range (self->document, &from, &to);
  gtk_widget_set_sensitive (self->first, position.event > from);
  gtk_widget_set_sensitive (self->back, position.event > from);
  gtk_widget_set_sensitive (self->forward, position.event < to);
  gtk_widget_set_sensitive (self->last, position.event < to);
}

static void
on_opened (AppTransport *self)
{
  if (!app_document_is_open (self->document))
    return;
  ViewLadder *ladder = app_document_get_ladder (self->document);
  self->following = TRUE;
  gtk_range_set_range (self->scrubber, 0, MAX (view_ladder_get_last (ladder), 1));
  self->following = FALSE;
}

static void
on_scrubbed (AppTransport *self)
{
  if (!self->following && app_document_is_open (self->document))
    app_document_step_to (self->document, (guint32) (gtk_range_get_value (self->scrubber) + 0.5));
}

/* --- how it moves --- */

static const char *
name_unit (ViewMove by)
{
  switch (by)
    {
    case VIEW_MOVE_EVENT:
      return _ ("by event");
    case VIEW_MOVE_LINE:
      return _ ("by line");
    case VIEW_MOVE_EXCHANGE:
      return _ ("by exchange");
    case VIEW_MOVE_ACT:
      return _ ("by act");
    case VIEW_MOVE_STEP:
      return _ ("by step");
    }
  g_assert_not_reached ();
}

static void
on_play (AppTransport *self)
{
  guint percent = app_document_get_speed (self->document);
  guint32 first, last;
  gboolean playing = app_document_is_playing (self->document);
  g_autofree char *speed = percent % 100 == 0 ? g_strdup_printf ("%u×", percent / 100)
                           : percent % 10 == 0
                               ? g_strdup_printf ("%u.%u×", percent / 100, percent / 10 % 10)
                               : g_strdup_printf ("%u.%02u×", percent / 100, percent % 100);
  gtk_menu_button_set_label (self->unit, name_unit (app_document_get_unit (self->document)));
  gtk_menu_button_set_label (self->speed, speed);
  gtk_button_set_label (GTK_BUTTON (self->play), playing ? _ ("Pause") : _ ("Play"));
  gtk_widget_set_visible (self->range,
                          app_document_is_open (self->document)
                              && app_document_get_range (self->document, &first, &last));
  for (guint i = 1; i < N_PROPERTIES; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  on_moved (self);
}

static void
app_transport_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AppDocument *document = APP_TRANSPORT (object)->document;
  if (id == PROP_UNIT)
    g_value_set_string (
        value, units[document != NULL ? app_document_get_unit (document) : VIEW_MOVE_LINE]);
  else if (id == PROP_SPEED)
    g_value_take_string (
        value, g_strdup_printf ("%u", document != NULL ? app_document_get_speed (document) : 100));
  else if (id == PROP_BY_CLOCK)
    g_value_set_boolean (value, document != NULL && app_document_get_by_clock (document));
  else
    g_value_set_boolean (value, document != NULL && app_document_is_playing (document));
}

static void
app_transport_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AppDocument *document = APP_TRANSPORT (object)->document;
  if (document == NULL)
    return;
  if (id == PROP_UNIT)
    {
      for (guint i = 0; i < G_N_ELEMENTS (units); i++)
        if (g_strcmp0 (units[i], g_value_get_string (value)) == 0)
          app_document_set_unit (document, (ViewMove) i);
    }
  else if (id == PROP_SPEED)
    {
      guint64 percent;
      if (g_ascii_string_to_unsigned (g_value_get_string (value), 10, 10, 2000, &percent, NULL))
        app_document_set_speed (document, (guint) percent);
    }
  else if (id == PROP_BY_CLOCK)
    app_document_set_by_clock (document, g_value_get_boolean (value));
  else
    app_document_play (document, g_value_get_boolean (value));
}

static void
on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppTransport *self = APP_TRANSPORT (widget);
  AppDocument *document = self->document;
  guint32 first, last;
  if (!app_document_is_open (document))
    return;
  guint32 now = app_document_get_position (document).event;
  app_document_get_range (document, &first, &last);
  if (g_str_equal (name, "transport.until"))
    gtk_menu_button_popup (self->find);
  else if (g_str_equal (name, "transport.bookmark"))
    app_document_toggle_bookmark (document, "");
  else if (g_str_equal (name, "transport.next-bookmark"))
    app_document_go_bookmark (document, TRUE);
  else if (g_str_equal (name, "transport.previous-bookmark"))
    app_document_go_bookmark (document, FALSE);
  else if (g_str_equal (name, "transport.range-start"))
    app_document_set_range (document, now, MAX (last, now));
  else if (g_str_equal (name, "transport.range-end"))
    app_document_set_range (document, MIN (first, now), now);
  else if (g_str_equal (name, "transport.range-clear"))
    app_document_clear_range (document);
}

static void
on_speed (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const guint speeds[] = { 25, 50, 100, 200, 500, 1000 };
  AppDocument *document = APP_TRANSPORT (widget)->document;
  gboolean faster = g_str_equal (name, "transport.faster");
  guint now = app_document_get_speed (document);
  guint next = now;
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (faster ? speeds[i] > now && next == now : speeds[i] < now)
      next = speeds[i];
  app_document_set_speed (document, next);
}

/* "transport.forward" and "transport.back" with the name of a unit. */
static void
on_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppDocument *document = APP_TRANSPORT (widget)->document;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i], g_variant_get_string (parameter, NULL))
        && app_document_is_open (document))
      app_document_step (document, (ViewMove) i, g_str_equal (name, "transport.forward"));
}

static void
app_transport_dispose (GObject *object)
{
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_TRANSPORT);
  g_clear_object (&APP_TRANSPORT (object)->document);
  G_OBJECT_CLASS (app_transport_parent_class)->dispose (object);
}

static void
app_transport_class_init (AppTransportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_transport_dispose;
  static const char *const actions[] = {
    "transport.until",         "transport.bookmark",
    "transport.next-bookmark", "transport.previous-bookmark",
    "transport.range-start",   "transport.range-end",
    "transport.range-clear",
  };
  G_OBJECT_CLASS (klass)->get_property = app_transport_get_property;
  G_OBJECT_CLASS (klass)->set_property = app_transport_set_property;
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, "line", flags);
  properties[PROP_SPEED] = g_param_spec_string ("speed", NULL, NULL, "100", flags);
  properties[PROP_BY_CLOCK] = g_param_spec_boolean ("by-clock", NULL, NULL, FALSE, flags);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  gtk_widget_class_install_property_action (widget_class, "transport.unit", "unit");
  gtk_widget_class_install_property_action (widget_class, "transport.speed", "speed");
  gtk_widget_class_install_property_action (widget_class, "transport.by-clock", "by-clock");
  gtk_widget_class_install_property_action (widget_class, "transport.playing", "playing");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, on_action);
  gtk_widget_class_install_action (widget_class, "transport.faster", NULL, on_speed);
  gtk_widget_class_install_action (widget_class, "transport.slower", NULL, on_speed);
  gtk_widget_class_install_action (widget_class, "transport.forward", "s", on_step);
  gtk_widget_class_install_action (widget_class, "transport.back", "s", on_step);
  g_type_ensure (APP_TYPE_MARKS);
  g_type_ensure (APP_TYPE_UNTIL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-transport.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTransport, first);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, back);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, forward);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, last);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, unit);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, play);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, speed);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, marks);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, scrubber);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, range);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, find);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, until);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, position);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, time);
  gtk_widget_class_bind_template_callback (widget_class, on_scrubbed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
app_transport_init (AppTransport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
app_transport_set_document (AppTransport *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "run", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "grown", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "play", G_CALLBACK (on_play), self, G_CONNECT_SWAPPED);
  app_marks_set_document (self->marks, document, self->scrubber);
  app_until_set_document (self->until, document);
  on_opened (self);
  on_play (self);
}
