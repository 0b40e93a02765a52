#include "model-address.h"
#include "model-tx.h"

typedef struct
{
  Model *model;
  GArray *log;
  ModelId inbox;
} Fixture;

static void
clear_delta (gpointer delta)
{
  model_delta_clear (delta);
}

static ModelRow *
message (guint32 uid, const char *label)
{
  ModelRow *row = model_row_new (uid, MODEL_FLAG_SEEN | MODEL_FLAG_FLAGGED, 1);
  model_row_put (row, MODEL_FIELD_LABEL, model_value_text (label), 0);
  model_row_put (row, MODEL_FIELD_SUBJECT, model_value_text ("Lunch on “Friday”"), 0);
  return row;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->model = model_new ();
  f->log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (f->log, clear_delta);
  g_autoptr (ModelTx) tx = model_tx_begin (f->model, 5, f->log);
  ModelId server = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
  ModelId account = model_tx_birth (tx, MODEL_KIND_ACCOUNT, server, "lin");
  f->inbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, "INBOX");
  model_tx_set_number (tx, f->inbox, MODEL_FIELD_UIDNEXT, 6);
  model_tx_add_row (tx, f->inbox, MODEL_TABLE_LIVE, message (4, "lunch"));
  model_tx_add_row (tx, f->inbox, MODEL_TABLE_GONE, message (2, "old:mail"));
  ModelId phone = model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, "phone");
  ModelId its = model_tx_birth (tx, MODEL_KIND_ACCOUNT, phone, "lin");
  ModelId belief = model_tx_birth (tx, MODEL_KIND_MAILBOX, its, "INBOX");
  model_tx_add_row (tx, belief, MODEL_TABLE_LIVE, model_row_new (4, MODEL_FLAGS_UNKNOWN, 0));
  model_tx_add_row (tx, belief, MODEL_TABLE_LIVE, model_row_new (2, 0, 0));
  ModelId c2 = model_tx_birth (tx, MODEL_KIND_CONNECTION, phone, "c2");
  model_tx_set_text (tx, c2, MODEL_FIELD_STATE, "selected");
  model_tx_numbers_append (tx, c2, MODEL_FIELD_NUMBERS, 1, 3);
  model_tx_numbers_append (tx, c2, MODEL_FIELD_NUMBERS, 0, 2);
  ModelId here = model_tx_birth (tx, MODEL_KIND_MAILBOX, c2, "INBOX");
  model_tx_add_row (tx, here, MODEL_TABLE_LIVE, model_row_new (5, MODEL_FLAG_DRAFT, 0));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_array_unref (f->log);
  model_free (f->model);
}

static void
check (Fixture *f, const char *text, const char *shown, const char *spelled)
{
  g_autoptr (GError) error = NULL;
  ModelAddress address;
  gboolean found = model_address_parse (f->model, text, &address, &error);
  g_assert_no_error (error);
  g_assert_true (found);
  g_autofree char *value = model_address_show (f->model, &address);
  g_assert_cmpstr (value, ==, shown);
  if (spelled == NULL)
    return;
  g_autofree char *formatted = model_address_format (f->model, &address);
  g_assert_cmpstr (formatted, ==, spelled);
}

static void
test_found (Fixture *f, gconstpointer data)
{
  check (f, "server:lin:INBOX:lunch:flags", "(\\Seen \\Flagged)", "server:lin:INBOX:lunch:flags");
  check (f, "server:lin:inbox:u4:flags", "(\\Seen \\Flagged)", "server:lin:INBOX:lunch:flags");
  check (f, "server:lin:INBOX:uidnext", "6", "server:lin:INBOX:uidnext");
  check (f, "server:lin:INBOX:exists", "1", "server:lin:INBOX:exists");
  check (f, "server:lin:INBOX:lunch:subject", "\"Lunch on “Friday”\"", NULL);
  check (f, "phone:lin:INBOX:lunch:flags", "unknown", "phone:lin:INBOX:lunch:flags");
  check (f, "phone:lin:INBOX:old%3Amail:flags", "()", "phone:lin:INBOX:old%3Amail:flags");
  check (f, "phone:lin:INBOX:lunch:body", "none", NULL);
  check (f, "phone:c2:state", "selected", "phone:c2:state");
  check (f, "phone:c2:numbers", "1:3=u1:u3 4:5=?", NULL);
  check (f, "phone:c2:INBOX:n5:flags", "(\\Draft)", "phone:c2:INBOX:n5:flags");
  /* well-formed, but not there (yet) */
  check (f, "phone:c7:state", "none", NULL);
  check (f, "phone:lin:Sent:u1:flags", "none", NULL);
  check (f, "phone:lin:INBOX:u17:flags", "none", NULL);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  const char *const bad[] = { "",
                              "flags",
                              "server:lin:INBOX:lunch:colour",
                              "tablet:lin:INBOX:lunch:flags",
                              "server:wei:INBOX:lunch:flags",
                              "server:lin:INBOX:dinner:flags",
                              "server::INBOX:lunch:flags",
                              "server:lin:INBOX:lunch:more:flags",
                              "server:lin:INBOX:%zz:flags" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      ModelAddress address;
      g_assert_false (model_address_parse (f->model, bad[i], &address, &error));
      g_assert_error (error, MODEL_ADDRESS_ERROR, 0);
    }
}

static void
test_writer (Fixture *f, gconstpointer data)
{
  ModelAddress address;
  g_assert_true (model_address_parse (f->model, "server:lin:INBOX:lunch:flags", &address, NULL));
  g_assert_cmpuint (model_address_writer (f->model, &address), ==, 5);
  g_autoptr (ModelTx) tx = model_tx_begin (f->model, 9, f->log);
  ModelRun range = { .first = 4, .count = 1 };
  model_tx_mask (tx, f->inbox, &range, 1, MODEL_MASK_REMOVE, MODEL_FLAG_SEEN, 0);
  g_assert_cmpuint (model_address_writer (f->model, &address), ==, 9);
  g_autofree char *label = g_strdup (model_address_label (f->model, f->inbox, 4));
  g_assert_cmpstr (label, ==, "lunch");
}

typedef struct
{
  const Model *model;
  guint n;
} Walk;

static void
parse_again (const ModelAddress *address, gpointer data)
{
  Walk *walk = data;
  g_autofree char *text = model_address_format (walk->model, address);
  ModelAddress again;
  g_autoptr (GError) error = NULL;
  gboolean found = model_address_parse (walk->model, text, &again, &error);
  g_assert_no_error (error);
  g_assert_true (found);
  g_assert_cmpuint (again.object, ==, address->object);
  g_assert_cmpuint (again.table, ==, address->table);
  g_assert_cmpuint (again.key, ==, address->key);
  g_assert_cmpuint (again.field, ==, address->field);
  walk->n++;
}

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  Walk walk = { .model = f->model };
  model_address_foreach (f->model, parse_again, &walk);
  g_assert_cmpuint (walk.n, ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/address/found", Fixture, NULL, set_up, test_found, tear_down);
  g_test_add ("/model/address/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/model/address/writer", Fixture, NULL, set_up, test_writer, tear_down);
  g_test_add ("/model/address/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  return g_test_run ();
}
