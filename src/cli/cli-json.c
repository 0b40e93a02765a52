#include "cli-json.h"

#include <stdio.h>
#include <string.h>
#include <yajl/yajl_gen.h>

struct _CliJson
{
  yajl_gen gen;
};

CliJson *
cli_json_new (void)
{
  CliJson *json = g_new0 (CliJson, 1);
  json->gen = yajl_gen_alloc (NULL);
  yajl_gen_config (json->gen, yajl_gen_beautify, 1);
  yajl_gen_config (json->gen, yajl_gen_indent_string, "  ");
  return json;
}

void
cli_json_print (CliJson *json)
{
  const unsigned char *text;
  gsize len;
  yajl_gen_get_buf (json->gen, &text, &len);
  fwrite (text, 1, len, stdout);
  yajl_gen_free (json->gen);
  g_free (json);
}

static void
must (yajl_gen_status status)
{
  g_assert (status == yajl_gen_status_ok || status == yajl_gen_generation_complete);
}

void
cli_json_open_map (CliJson *json)
{
  must (yajl_gen_map_open (json->gen));
}

void
cli_json_close_map (CliJson *json)
{
  must (yajl_gen_map_close (json->gen));
}

void
cli_json_open_list (CliJson *json)
{
  must (yajl_gen_array_open (json->gen));
}

void
cli_json_close_list (CliJson *json)
{
  must (yajl_gen_array_close (json->gen));
}

void
cli_json_key (CliJson *json, const char *key)
{
  must (yajl_gen_string (json->gen, (const unsigned char *) key, strlen (key)));
}

void
cli_json_string (CliJson *json, const char *text)
{
  if (text == NULL)
    {
      must (yajl_gen_null (json->gen));
      return;
    }
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  must (yajl_gen_string (json->gen, (const unsigned char *) valid, strlen (valid)));
}

void
cli_json_number (CliJson *json, gint64 number)
{
  char text[32];
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  must (yajl_gen_number (json->gen, text, strlen (text)));
}

void
cli_json_boolean (CliJson *json, gboolean value)
{
  must (yajl_gen_bool (json->gen, value));
}

void
cli_json_member_string (CliJson *json, const char *key, const char *text)
{
  cli_json_key (json, key);
  cli_json_string (json, text);
}

void
cli_json_member_number (CliJson *json, const char *key, gint64 number)
{
  cli_json_key (json, key);
  cli_json_number (json, number);
}

void
cli_json_member_boolean (CliJson *json, const char *key, gboolean value)
{
  cli_json_key (json, key);
  cli_json_boolean (json, value);
}
