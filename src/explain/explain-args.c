#include "explain-args.h"

#include <string.h>

struct _ExplainArgs
{
  gatomicrefcount refs;
  GArray *args; /* of ExplainArg */
};

static void
clear_arg (gpointer data)
{
  g_free (((ExplainArg *) data)->text);
}

ExplainArgs *
explain_args_new (void)
{
  ExplainArgs *args = g_new (ExplainArgs, 1);
  g_atomic_ref_count_init (&args->refs);
  args->args = g_array_new (FALSE, TRUE, sizeof (ExplainArg));
  g_array_set_clear_func (args->args, clear_arg);
  return args;
}

ExplainArgs *
explain_args_ref (ExplainArgs *args)
{
  g_atomic_ref_count_inc (&args->refs);
  return args;
}

void
explain_args_unref (ExplainArgs *args)
{
  if (!g_atomic_ref_count_dec (&args->refs))
    return;
  g_array_unref (args->args);
  g_free (args);
}

static void
add (ExplainArgs *args, ExplainArg arg)
{
  g_assert (explain_args_find (args, arg.name, strlen (arg.name)) == NULL);
  g_array_append_val (args->args, arg);
}

void
explain_args_add_text (ExplainArgs *args, const char *name, const char *text)
{
  explain_args_take_text (args, name, g_utf8_make_valid (text != NULL ? text : "", -1));
}

void
explain_args_take_text (ExplainArgs *args, const char *name, char *text)
{
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    {
      explain_args_add_text (args, name, text);
      g_free (text);
      return;
    }
  add (args, (ExplainArg){ .name = name, .kind = EXPLAIN_ARG_TEXT, .text = text });
}

void
explain_args_add_number (ExplainArgs *args, const char *name, gint64 number)
{
  add (args, (ExplainArg){ .name = name, .kind = EXPLAIN_ARG_NUMBER, .number = number });
}

void
explain_args_add_key (ExplainArgs *args, const char *name, const char *key)
{
  add (args, (ExplainArg){ .name = name, .kind = EXPLAIN_ARG_KEY, .text = g_strdup (key) });
}

void
explain_args_add_name (ExplainArgs *args, const char *name, const char *key)
{
  add (args, (ExplainArg){ .name = name, .kind = EXPLAIN_ARG_NAME, .text = g_strdup (key) });
}

void
explain_args_add_device (ExplainArgs *args, const char *name, const char *device)
{
  add (args, (ExplainArg){ .name = name, .kind = EXPLAIN_ARG_DEVICE, .text = g_strdup (device) });
}

void
explain_args_add_all (ExplainArgs *args, const ExplainArgs *other)
{
  for (guint i = 0; i < explain_args_get_n (other); i++)
    {
      ExplainArg arg = *explain_args_get (other, i);
      if (explain_args_find (args, arg.name, strlen (arg.name)) != NULL)
        continue;
      arg.text = g_strdup (arg.text);
      add (args, arg);
    }
}

guint
explain_args_get_n (const ExplainArgs *args)
{
  return args != NULL ? args->args->len : 0;
}

const ExplainArg *
explain_args_get (const ExplainArgs *args, guint i)
{
  g_assert (i < args->args->len);
  return &g_array_index (args->args, ExplainArg, i);
}

const ExplainArg *
explain_args_find (const ExplainArgs *args, const char *name, gsize len)
{
  for (guint i = 0; i < explain_args_get_n (args); i++)
    {
      const ExplainArg *arg = explain_args_get (args, i);
      if (strncmp (arg->name, name, len) == 0 && arg->name[len] == '\0')
        return arg;
    }
  return NULL;
}

gboolean
explain_args_equal (const ExplainArgs *a, const ExplainArgs *b)
{
  if (explain_args_get_n (a) != explain_args_get_n (b))
    return FALSE;
  for (guint i = 0; i < explain_args_get_n (a); i++)
    {
      const ExplainArg *x = explain_args_get (a, i);
      const ExplainArg *y = explain_args_get (b, i);
      if (strcmp (x->name, y->name) != 0 || x->kind != y->kind || x->number != y->number
          || g_strcmp0 (x->text, y->text) != 0)
        return FALSE;
    }
  return TRUE;
}

char *
explain_args_dump (const ExplainArgs *args)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < explain_args_get_n (args); i++)
    {
      const ExplainArg *arg = explain_args_get (args, i);
      g_string_append_printf (out, "%s%s=", i > 0 ? " " : "", arg->name);
      switch (arg->kind)
        {
        case EXPLAIN_ARG_TEXT:
          g_string_append_printf (out, "\"%s\"", arg->text);
          break;
        case EXPLAIN_ARG_NUMBER:
          g_string_append_printf (out, "%" G_GINT64_FORMAT, arg->number);
          break;
        case EXPLAIN_ARG_KEY:
          g_string_append_printf (out, "@%s", arg->text);
          break;
        case EXPLAIN_ARG_NAME:
          g_string_append_printf (out, "#%s", arg->text);
          break;
        case EXPLAIN_ARG_DEVICE:
          g_string_append_printf (out, "~%s", arg->text);
          break;
        }
    }
  return g_string_free (out, FALSE);
}
