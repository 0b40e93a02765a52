/* Address lists as ENVELOPE shows them [RFC9051 §7.5.2]. */

#include "mail-address.h"

#include <string.h>

static void
print_string (GString *out, const MailString *string)
{
  if (string->data == NULL)
    g_string_append (out, "NIL");
  else
    g_string_append_printf (out, "<%s>", string->data);
}

static char *
print_list (const GArray *list)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const MailAddress *address = &g_array_index (list, MailAddress, i);

      g_string_append_c (out, '(');
      print_string (out, &address->name);
      g_string_append_c (out, ' ');
      print_string (out, &address->adl);
      g_string_append_c (out, ' ');
      print_string (out, &address->mailbox);
      g_string_append_c (out, ' ');
      print_string (out, &address->host);
      g_string_append_c (out, ')');
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} AddressCase;

static const AddressCase cases[] = {
  { "bare", "ada@x.org", "(NIL NIL <ada> <x.org>)" },
  { "angle", "<ada@x.org>", "(NIL NIL <ada> <x.org>)" },
  { "named", "Ada Lovelace <ada@x.org>", "(<Ada Lovelace> NIL <ada> <x.org>)" },
  { "quoted-name", "\"Love, \\\"Ada\\\"\" <ada@x.org>", "(<Love, \"Ada\"> NIL <ada> <x.org>)" },
  { "empty-quoted-name", "\"\" <ada@x.org>", "(<> NIL <ada> <x.org>)" },
  { "words-and-quotes", "Ada \"the\" First<ada@x.org>", "(<Ada the First> NIL <ada> <x.org>)" },
  { "dot-in-name", "Ada B. C <ada@x.org>", "(<Ada B. C> NIL <ada> <x.org>)" },
  { "encoded-word-is-raw", "=?utf-8?q?Ad=C3=A1?= <ada@x.org>",
    "(<=?utf-8?q?Ad=C3=A1?=> NIL <ada> <x.org>)" },
  { "list", "a@x.org, B <b@x.org>,c@x.org",
    "(NIL NIL <a> <x.org>)(<B> NIL <b> <x.org>)(NIL NIL <c> <x.org>)" },
  { "empty-elements", ",, a@x.org, ,b@x.org,", "(NIL NIL <a> <x.org>)(NIL NIL <b> <x.org>)" },
  { "empty", "", "" },
  { "blanks", " \r\n\t ", "" },
  { "comment-alone", " (nobody) ", "" },

  { "comment-is-name", "ada@x.org (Ada (the \\) first) L)",
    "(<Ada (the ) first) L> NIL <ada> <x.org>)" },
  { "name-beats-comment", "Ada <ada@x.org> (who else)", "(<Ada> NIL <ada> <x.org>)" },
  { "angle-beats-comment", "<ada@x.org> (who else)", "(NIL NIL <ada> <x.org>)" },
  { "comments-anywhere", "Ada(1)L <(2)ada(3)@(4)x(5).org(6)>", "(<Ada L> NIL <ada> <x.org>)" },
  { "comment-of-next", "a@x.org, (Bo) b@x.org", "(NIL NIL <a> <x.org>)(<Bo> NIL <b> <x.org>)" },
  { "open-comment", "ada@x.org (Ada", "(<Ada> NIL <ada> <x.org>)" },

  { "quoted-local", "\"ada l\"@x.org", "(NIL NIL <ada l> <x.org>)" },
  { "quoted-local-angle", "A <\"a@\\\"b\"@x.org>", "(<A> NIL <a@\"b> <x.org>)" },
  { "mixed-local", "ada.\"l m\".n@x.org", "(NIL NIL <ada.l m.n> <x.org>)" },
  { "blanks-around-dots", "ada . l @ x . org", "(NIL NIL <ada.l> <x.org>)" },
  { "domain-literal", "ada@[192.0.2.1], b@[IPv6:2001:db8::1]",
    "(NIL NIL <ada> <[192.0.2.1]>)(NIL NIL <b> <[IPv6:2001:db8::1]>)" },
  { "folded", "Ada\r\n Lovelace\n\t<ada@\r\n x.org>,\r\n \"B\r\n C\" <b@x.org>",
    "(<Ada Lovelace> NIL <ada> <x.org>)(<B C> NIL <b> <x.org>)" },

  { "route", "<@a.org,@b.org:ada@x.org>", "(NIL <@a.org,@b.org> <ada> <x.org>)" },
  { "route-blanks", "A < @a.org , , @[192.0.2.1] : ada@x.org >",
    "(<A> <@a.org,,@[192.0.2.1]> <ada> <x.org>)" },

  { "group", "Friends: a@x.org, B <b@x.org>;",
    "(NIL NIL <Friends> NIL)(NIL NIL <a> <x.org>)(<B> NIL <b> <x.org>)(NIL NIL NIL NIL)" },
  { "group-empty", "undisclosed recipients:;",
    "(NIL NIL <undisclosed recipients> NIL)(NIL NIL NIL NIL)" },
  { "group-quoted", "\"A: B\": (c) ;", "(NIL NIL <A: B> NIL)(NIL NIL NIL NIL)" },
  { "group-then-more", "g: a@x.org;, b@x.org",
    "(NIL NIL <g> NIL)(NIL NIL <a> <x.org>)(NIL NIL NIL NIL)(NIL NIL <b> <x.org>)" },
  { "group-open", "g: a@x.org", "(NIL NIL <g> NIL)(NIL NIL <a> <x.org>)(NIL NIL NIL NIL)" },
  { "group-in-group", "g: h: a@x.org;",
    "(NIL NIL <g> NIL)(NIL NIL NIL NIL)(NIL NIL <h> NIL)(NIL NIL <a> <x.org>)(NIL NIL NIL NIL)" },
  { "group-nameless", ": a@x.org;", "(NIL NIL <> NIL)(NIL NIL <a> <x.org>)(NIL NIL NIL NIL)" },
  { "semicolon-alone", "a@x.org; b@x.org", "(NIL NIL <a> <x.org>)(NIL NIL <b> <x.org>)" },

  { "no-domain", "root", "(NIL NIL <root> <>)" },
  { "no-domain-angle", "Root <root>", "(<Root> NIL <root> <>)" },
  { "words-only", "Ada Lovelace", "(<Ada Lovelace> NIL <> <>)" },
  { "empty-angle", "<>", "(NIL NIL <> <>)" },
  { "named-empty-angle", "Ada <>", "(<Ada> NIL <> <>)" },
  { "no-angle-around", "Ada Lovelace ada@x.org", "(<Ada Lovelace> NIL <ada> <x.org>)" },
  { "address-as-name", "ada@x.org <ada@x.org>", "(<ada@x.org> NIL <ada> <x.org>)" },
  { "words-behind", "ada@x.org is me", "(NIL NIL <ada> <x.org>)" },
  { "rest-behind-angle", "<ada@x.org> \"a, b\" c, d@x.org",
    "(NIL NIL <ada> <x.org>)(NIL NIL <d> <x.org>)" },
  { "two-ats", "a@b@x.org, <c@d@x.org>", "(NIL NIL <a@b> <x.org>)(NIL NIL <c@d> <x.org>)" },
  { "angle-not-closed", "A <a@x.org, b@x.org", "(<A> NIL <a> <x.org>)(NIL NIL <b> <x.org>)" },
  { "quote-not-closed", "\"Ada <ada@x.org>", "(NIL NIL <Ada <ada@x.org>> <>)" },
  { "literal-not-closed", "ada@[192.0.2.1, b@x.org", "(NIL NIL <ada> <[192.0.2.1,b@x.org>)" },
  { "stray-marks", ">)ada@x.org>", "(NIL NIL <ada> <x.org>)" },
  { "backslash-at-end", "\"a\\", "(NIL NIL <a\\> <>)" },
};

static void
test_case (gconstpointer data)
{
  const AddressCase *c = data;
  g_autoptr (GStringChunk) store = g_string_chunk_new (64);
  g_autoptr (GArray) list = g_array_new (FALSE, TRUE, sizeof (MailAddress));
  g_autofree char *printed = NULL;

  mail_address_list_parse (c->text, strlen (c->text), store, list);
  printed = print_list (list);
  g_assert_cmpstr (printed, ==, c->expected);
}

/* Hostile lists are cut, with their groups closed, and take time in proportion to their length. */
static void
test_many (void)
{
  static const char *const units[] = {
    "a,", "g:a;", "g:", "(((", "a@", "\"a\" ", "<a>,", "[", "."
  };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GStringChunk) store = g_string_chunk_new (64);
      g_autoptr (GArray) list = g_array_new (FALSE, TRUE, sizeof (MailAddress));
      g_autoptr (GString) text = g_string_new (NULL);
      int depth = 0;

      while (text->len < 1000 * 1000)
        g_string_append (text, units[i]);
      mail_address_list_parse (text->str, text->len, store, list);
      g_assert_cmpuint (list->len, <=, MAIL_ADDRESS_MAX + 1);
      for (guint j = 0; j < list->len; j++)
        {
          const MailAddress *address = &g_array_index (list, MailAddress, j);

          depth += mail_address_is_group_start (address);
          depth -= mail_address_is_group_end (address);
          g_assert_cmpint (depth, >=, 0);
        }
      g_assert_cmpint (depth, ==, 0);
    }
}

static void
test_octets (void)
{
  static const char text[] = "\"a\0b\" <c\0d@x\xff.org> (e\0f)";
  g_autoptr (GStringChunk) store = g_string_chunk_new (64);
  g_autoptr (GArray) list = g_array_new (FALSE, TRUE, sizeof (MailAddress));
  const MailAddress *address;

  mail_address_list_parse (text, sizeof text - 1, store, list);
  g_assert_cmpuint (list->len, ==, 1);
  address = &g_array_index (list, MailAddress, 0);
  g_assert_cmpmem (address->name.data, address->name.len, "a\0b", 3);
  g_assert_cmpmem (address->mailbox.data, address->mailbox.len, "c\0d", 3);
  g_assert_cmpmem (address->host.data, address->host.len, "x\xff.org", 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/mail/address/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/mail/address/many", test_many);
  g_test_add_func ("/mail/address/octets", test_octets);
  return g_test_run ();
}
