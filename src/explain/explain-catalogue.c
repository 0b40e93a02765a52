#include "explain-catalogue.h"

#include "base-data.h"

#include <string.h>

typedef struct
{
  char *name;
  char *text;
  char *source; /* or NULL */
} Entry;

struct _ExplainCatalogue
{
  GHashTable *entries; /* key → Entry; only for looking up */
  char **keys;         /* in the order of the file */
};

/* How deep keys may stand inside texts. */
#define MAX_DEPTH 4

G_DEFINE_QUARK (explain - error - quark, explain_error)

static void
free_entry (gpointer data)
{
  Entry *entry = data;
  g_free (entry->name);
  g_free (entry->text);
  g_free (entry->source);
  g_free (entry);
}

/* --- reading --- */

static GKeyFile *
read_file (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local))
    return g_steal_pointer (&file);
  g_set_error (error, EXPLAIN_ERROR,
               local->domain == G_FILE_ERROR ? EXPLAIN_ERROR_MISSING : EXPLAIN_ERROR_FORMAT,
               "%s: %s. Install Postglass again.", path, local->message);
  return NULL;
}

/* Values are taken raw, so that \Seen can be written as it is. */
static Entry *
read_entry (GKeyFile *file, GKeyFile *sources, const char *key)
{
  g_autofree char *name = g_key_file_get_value (file, key, "name", NULL);
  g_autofree char *text = g_key_file_get_value (file, key, "text", NULL);
  if (name == NULL || text == NULL || *name == '\0' || *text == '\0'
      || !g_utf8_validate (name, -1, NULL) || !g_utf8_validate (text, -1, NULL))
    return NULL;
  Entry *entry = g_new (Entry, 1);
  entry->name = g_strchomp (g_steal_pointer (&name));
  entry->text = g_strchomp (g_steal_pointer (&text));
  entry->source = sources != NULL ? g_key_file_get_value (sources, "sources", key, NULL) : NULL;
  return entry;
}

ExplainCatalogue *
explain_catalogue_load (const char *path, const char *sources, GError **error)
{
  g_autoptr (GKeyFile) source_file = NULL;
  g_autoptr (GKeyFile) file = read_file (path, error);
  g_autoptr (ExplainCatalogue) catalogue = NULL;
  if (file == NULL)
    return NULL;
  if (sources != NULL && (source_file = read_file (sources, error)) == NULL)
    return NULL;
  catalogue = g_new0 (ExplainCatalogue, 1);
  catalogue->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_entry);
  catalogue->keys = g_key_file_get_groups (file, NULL);
  for (guint i = 0; catalogue->keys[i] != NULL; i++)
    {
      Entry *entry = read_entry (file, source_file, catalogue->keys[i]);
      if (entry == NULL)
        {
          g_set_error (error, EXPLAIN_ERROR, EXPLAIN_ERROR_FORMAT,
                       "%s: [%s] needs name= and text=, in UTF-8.", path, catalogue->keys[i]);
          return NULL;
        }
      g_hash_table_insert (catalogue->entries, catalogue->keys[i], entry);
    }
  return g_steal_pointer (&catalogue);
}

void
explain_catalogue_free (ExplainCatalogue *catalogue)
{
  g_hash_table_unref (catalogue->entries);
  g_strfreev (catalogue->keys);
  g_free (catalogue);
}

static ExplainCatalogue *
load_installed (const char *name, GError **error)
{
  g_autofree char *path = base_data_find (name);
  g_autofree char *sources = base_data_find ("explain/sources.ini");
  if (path != NULL && sources != NULL)
    return explain_catalogue_load (path, sources, error);
  g_set_error (error, EXPLAIN_ERROR, EXPLAIN_ERROR_MISSING,
               "%s: is not there. Install Postglass again, or set POSTGLASS_DATADIR to its data.",
               path == NULL ? name : "explain/sources.ini");
  return NULL;
}

const ExplainCatalogue *
explain_catalogue_get (const char *language, GError **error)
{
  static const char *const files[] = { "explain/en.ini", "explain/zh_CN.ini" };
  static ExplainCatalogue *loaded[G_N_ELEMENTS (files)];
  static GMutex mutex;
  guint which = language != NULL && g_ascii_strncasecmp (language, "zh", 2) == 0
                && !g_ascii_isalpha (language[2]);
  g_mutex_lock (&mutex);
  if (loaded[which] == NULL)
    loaded[which] = load_installed (files[which], error);
  const ExplainCatalogue *catalogue = loaded[which];
  g_mutex_unlock (&mutex);
  return catalogue;
}

/* --- looking up --- */

static const Entry *
find_entry (const ExplainCatalogue *catalogue, const char *key)
{
  return g_hash_table_lookup (catalogue->entries, key);
}

gboolean
explain_catalogue_has (const ExplainCatalogue *catalogue, const char *key)
{
  return find_entry (catalogue, key) != NULL;
}

const char *
explain_catalogue_get_name (const ExplainCatalogue *catalogue, const char *key)
{
  const Entry *entry = find_entry (catalogue, key);
  return entry != NULL ? entry->name : key;
}

const char *
explain_catalogue_get_source (const ExplainCatalogue *catalogue, const char *key)
{
  const Entry *entry = find_entry (catalogue, key);
  return entry != NULL ? entry->source : NULL;
}

const char *const *
explain_catalogue_get_keys (const ExplainCatalogue *catalogue)
{
  return (const char *const *) catalogue->keys;
}

/* --- formatting --- */

/* A place of a text where an argument goes. */
typedef struct
{
  const char *name;
  gsize name_len;
  const char *one; /* NULL: no choice */
  gsize one_len;
  const char *many;
  gsize many_len;
  const char *end; /* just behind the brace */
} Place;

/* @at stands on "{". FALSE when that is not an argument. */
static gboolean
read_place (const char *at, Place *out)
{
  const char *close = strchr (at, '}');
  gsize len = 0;
  while (g_ascii_islower (at[1 + len]) || at[1 + len] == '-')
    len++;
  if (close == NULL || len == 0)
    return FALSE;
  *out = (Place){ .name = at + 1, .name_len = len, .end = close + 1 };
  if (at[1 + len] == '}')
    return TRUE;
  const char *bar = at[1 + len] == '|' ? strchr (at + len + 2, '|') : NULL;
  if (bar == NULL || bar > close)
    return FALSE;
  out->one = at + len + 2;
  out->one_len = (gsize) (bar - out->one);
  out->many = bar + 1;
  out->many_len = (gsize) (close - out->many);
  return TRUE;
}

static gboolean
is_han (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

static gboolean
is_narrow (gunichar c)
{
  return c < 0x250 && g_unichar_isgraph (c);
}

/* The habit of Chinese typography: a blank between Han characters and Latin ones. */
static void
part (GString *out, gsize at)
{
  if (at == 0 || at >= out->len)
    return;
  gunichar before = g_utf8_get_char (g_utf8_prev_char (out->str + at));
  gunichar behind = g_utf8_get_char (out->str + at);
  if ((is_han (before) && is_narrow (behind)) || (is_narrow (before) && is_han (behind)))
    g_string_insert_c (out, (gssize) at, ' ');
}

/* Devices that lessons know by one name have a name in each language; others are called as the world has
 * it. Of several alike the second is "client2" …. */
static void
append_device (const ExplainCatalogue *catalogue, const char *device, GString *out)
{
  gsize len = strlen (device);
  while (len > 0 && g_ascii_isdigit (device[len - 1]))
    len--;
  g_autofree char *key = g_strdup_printf ("device.%.*s", (int) len, device);
  if (find_entry (catalogue, key) != NULL)
    {
      g_string_append (out, explain_catalogue_get_name (catalogue, key));
      if (device[len] != '\0')
        g_string_append_printf (out, " %s", device + len);
    }
  else if (*device != '\0')
    g_string_append_printf (out, "%c%s", g_ascii_toupper (device[0]), device + 1);
}

static void format_into (const ExplainCatalogue *catalogue, const char *key,
                         const ExplainArgs *args, guint depth, GString *out);

static void
format_place (const ExplainCatalogue *catalogue, const char *at, const Place *place,
              const ExplainArgs *args, guint depth, GString *out)
{
  const ExplainArg *arg = explain_args_find (args, place->name, place->name_len);
  if (arg == NULL)
    g_string_append_len (out, at, place->end - at);
  else if (place->one != NULL && arg->number == 1)
    g_string_append_len (out, place->one, (gssize) place->one_len);
  else if (place->one != NULL)
    g_string_append_len (out, place->many, (gssize) place->many_len);
  else if (arg->kind == EXPLAIN_ARG_NUMBER)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, arg->number);
  else if (arg->kind == EXPLAIN_ARG_KEY)
    format_into (catalogue, arg->text, args, depth + 1, out);
  else if (arg->kind == EXPLAIN_ARG_NAME)
    g_string_append (out, explain_catalogue_get_name (catalogue, arg->text));
  else if (arg->kind == EXPLAIN_ARG_DEVICE)
    append_device (catalogue, arg->text, out);
  else
    g_string_append (out, arg->text);
}

static void
format_into (const ExplainCatalogue *catalogue, const char *key, const ExplainArgs *args,
             guint depth, GString *out)
{
  const Entry *entry = depth < MAX_DEPTH ? find_entry (catalogue, key) : NULL;
  gsize seam = 0;
  if (entry == NULL)
    {
      g_string_append (out, key);
      return;
    }
  for (const char *at = entry->text; *at != '\0';)
    {
      gsize before = out->len;
      Place place;
      if ((at[0] == '{' && at[1] == '{') || (at[0] == '}' && at[1] == '}'))
        {
          g_string_append_c (out, *at);
          at += 2;
        }
      else if (*at == '{' && read_place (at, &place))
        {
          format_place (catalogue, at, &place, args, depth, out);
          part (out, before);
          seam = out->len;
          at = place.end;
        }
      else
        {
          const char *next = g_utf8_next_char (at);
          g_string_append_len (out, at, next - at);
          at = next;
          if (seam != 0 && seam == before)
            part (out, seam);
          seam = 0;
        }
    }
}

char *
explain_catalogue_format (const ExplainCatalogue *catalogue, const char *key,
                          const ExplainArgs *args)
{
  GString *out = g_string_new (NULL);
  format_into (catalogue, key, args, 0, out);
  return g_string_free (out, FALSE);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
explain_catalogue_dup_arguments (const ExplainCatalogue *catalogue, const char *key)
{
  const Entry *entry = find_entry (catalogue, key);
  GPtrArray *names = g_ptr_array_new ();
  Place place;
  for (const char *at = entry != NULL ? entry->text : ""; *at != '\0'; at++)
    if (at[0] == '{' && at[1] == '{')
      at++;
    else if (*at == '{' && read_place (at, &place))
      {
        g_autofree char *name = g_strndup (place.name, place.name_len);
        if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
          g_ptr_array_add (names, g_steal_pointer (&name));
      }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
