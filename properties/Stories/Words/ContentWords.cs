using Vmemmap.Model.Memory;

namespace Vmemmap.Properties.Stories.Words;

/// <summary>Changes of struct pages. Rows of them written, copied or cleared at once are one phrase; a poison flag is always told.</summary>
internal static class ContentWords
{
    private static readonly string[] Fields = ["PG_head", "compound_head", "_refcount", "hugetlb_data"];

    public static IEnumerable<string> Tell(Moment moment)
    {
        var bulk = Bulk(moment);
        return bulk is null ? [.. OneByOne(moment, Fields), .. OneByOne(moment, ["PG_hwpoison"])] : [bulk, .. OneByOne(moment, ["PG_hwpoison"])];
    }

    // The machine writes rows with one assignment each; what was meant by them is not to be seen in the cells.
    private static string? Bulk(Moment moment)
    {
        var (s, h, names) = (moment.Before, moment.At.Folio.Value, moment.Names);
        return moment.Step.Name switch
        {
            "prep-compound-page" => $"{names.Page(h, s.Cursor[h].Value)}: written as {(s.Cursor[h].Value == 0 ? "head and tails" : "tails")} of a compound page",
            "free-struct-pages" => $"{names.Page(h, s.Cursor[h].Value)}: struct pages made ordinary",
            "copy-tail-page" => $"frame {Front()}: copy of {Names.Frame(s.SharedFrame(h).Value)}",
            "reset-struct-page" => $"frame {Front()}: slot {s.Reset[h].Value} overwritten with slot {s.Reset[h].Value + s.ResetCount.Value}",
            "user-overwrites-frame" => $"frame {Names.Frame(moment.At.Frame.Value)}: overwritten with garbage",
            _ => null,
        };

        string Front() => Names.Frame(s.ListFront(h).Value);
    }

    private static IEnumerable<string> OneByOne(Moment moment, IReadOnlyList<string> fields)
    {
        var told = fields.SelectMany(field => moment.Of(field).Select(c => (c.I, c.J, Words: Change(moment, field, c))));
        foreach (var frame in told.GroupBy(t => t.I))
        {
            foreach (var same in frame.GroupBy(t => t.J).Select(slot => (Slot: slot.Key, Words: string.Join(", ", slot.Select(t => t.Words)))).GroupBy(t => t.Words))
            {
                var where = Listing.Of(same.Select(t => moment.Names.StructPagesAt(moment.After, frame.Key, t.Slot)));
                yield return $"{where}: {same.Key}";
            }
        }
    }

    private static string Change(Moment moment, string field, Change c) => field switch
    {
        "PG_head" or "PG_hwpoison" => $"{field} {(c.IsSet ? "set" : "cleared")}",
        "compound_head" => $"{field} {moment.Names.Head(c.Old)} -> {moment.Names.Head(c.New)}",
        "hugetlb_data" => c.New switch
        {
            None.Nobody => "data of the folio cleared",
            None.Garbage => "data of the folio overwritten",
            _ => "data of the folio written",
        },
        _ => $"{field} {c.Old} -> {c.New}",
    };
}
