using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;

namespace Vmemmap.Properties.Stories.Retold;

/// <summary>What a kernel engineer calls things: <c>VP2</c> is a vmemmap page, <c>head+4</c> a struct page, <c>f1</c> a frame; <c>h1</c> tells hugepages apart where there are several.</summary>
internal sealed class Names(Scope scope)
{
    // Of a row of aliases longer than this only the first is named.
    private const int MostAliases = 3;

    /// <summary>What the hugepage is called where there is only one.</summary>
    public const string OnlyFolio = "the hugepage";

    private string Prefix(int folio) => scope.Folios > 1 && folio >= 0 ? $"h{folio}." : "";

    public string Folio(int folio) => scope.Folios > 1 ? $"h{folio}" : OnlyFolio;

    /// <summary>What stands before something of one of several hugepages.</summary>
    public string OfFolio(int folio) => scope.Folios > 1 ? $"{Folio(folio)}: " : "";

    public string Page(int folio, int page) => $"{Prefix(folio)}VP{page}";

    public string StructPage(int folio, int page, int slot)
    {
        var index = page * scope.Slots + slot;
        return $"{Prefix(folio)}head{(index == 0 ? "" : $"+{index}")}";
    }

    public string Located(int folio, int page, int slot) => $"{StructPage(folio, page, slot)} (VP{page}, slot {slot})";

    public static string Frame(int frame) => frame == None.Nobody ? "nothing" : $"f{frame}";

    /// <summary>The folio that a <c>compound_head</c> or an owner names.</summary>
    public string Head(int folio) => folio switch
    {
        None.Nobody => "nobody",
        None.Garbage => "garbage",
        _ => scope.Folios > 1 ? $"h{folio}" : "head",
    };

    /// <summary>The struct pages whose memory is at (frame, slot), by the page table of the moment.</summary>
    public string StructPagesAt(State<Bit, Num> state, int frame, int slot)
    {
        var aliases = PagesMappedTo(state, frame).Select(at => StructPage(at.Folio, at.Page, slot)).ToList();
        return aliases.Count switch
        {
            0 => $"f{frame} slot {slot} (not mapped)",
            1 => $"{aliases[0]} (f{frame})",
            <= MostAliases => $"{string.Join(" = ", aliases)} (f{frame})",
            _ => $"{aliases[0]} and its {aliases.Count - 1} aliases up to {aliases[^1]} (f{frame})",
        };
    }

    /// <summary>The vmemmap pages that the page table maps to a frame.</summary>
    public IEnumerable<(int Folio, int Page)> PagesMappedTo(State<Bit, Num> state, int frame)
    {
        for (var h = 0; h < scope.Folios; h++)
        {
            for (var v = 0; v < scope.Pages; v++)
            {
                if (state.Pte[h, v].Value == frame)
                {
                    yield return (h, v);
                }
            }
        }
    }

    /// <summary>Who has a frame, in a few words.</summary>
    public string OwnerOf(State<Bit, Num> state, int frame) => state.Owner[frame].Value switch
    {
        Owner.Buddy => "buddy",
        Owner.Vmemmap when state.OwnerFolio[frame].Value < 0 => $"{Head(state.OwnerFolio[frame].Value)}'s VP{state.OwnerIndex[frame].Value}",
        Owner.Vmemmap => Page(state.OwnerFolio[frame].Value, state.OwnerIndex[frame].Value),
        Owner.Collected => $"list{(scope.Folios > 1 ? $" of h{state.OwnerFolio[frame].Value}" : "")}",
        Owner.User => "another user",
        _ => "retired",
    };

    /// <summary>The scope in one line.</summary>
    public string ScopeLine() => string.Join(", ",
        $"{Counted.Of(scope.Folios, "hugepage")} of {Counted.Of(scope.Pages, "vmemmap page")} (VP0..VP{scope.Pages - 1}) with {scope.Slots} struct pages each (head..head+{scope.Pages * scope.Slots - 1})",
        $"{Counted.Of(scope.Frames, "frame")} (f0..f{scope.Frames - 1})",
        Counted.Of(scope.Pins, "pin"));
}
