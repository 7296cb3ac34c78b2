using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// What a state of the model shows of a machine: hugepages of one size, and vmemmap pages of each. Of a 2 MiB hugepage all eight are shown. Of the 4,096 of a 1 GiB hugepage those around each boundary of a page table, and
/// in the middle of each: every property says something of each page, and these are checked; the code walks over all of them. Where a hugepage is demoted there are two windows, one after the
/// other: on the blocks, and on their parts of 2 MiB. Of the 512 parts of 1 GiB those are shown that lie at the ends, and on both sides of a boundary of a page table.
/// </summary>
public sealed class Window
{
    /// <summary>Entries of a page table.</summary>
    public const int Table = 512;

    private const int MostShown = 64;
    private const int SlotsPerPage = 64;
    private const int MostParts = 8;

    // Of the pages that a page table maps: with each its mirror image, as a rollback that takes frames last in, first out gives page i the frame of page k - i, where the k-th begins a page table.
    private static readonly int[] InTable = [0, 1, Table / 2, Table - 1];

    // The same where the walk of the rollback begins with the head's page: page i gets the frame of page k - 1 - i.
    private static readonly int[] InTableFromHead = [0, 1, (Table / 2) - 1, Table / 2, Table - 2, Table - 1];

    private readonly int[] numbers;
    private readonly Dictionary<int, int> folios = [];
    private readonly int firstUnit, blocks, blockOrder;

    /// <summary>The window on the blocks of a machine, or on their parts.</summary>
    /// <param name="plan">the machine.</param>
    /// <param name="design">the design that the code is taken for: what its rollback interchanges is shown together.</param>
    /// <param name="ofParts">the hugepages that are shown are what blocks are demoted to.</param>
    public Window(RunPlan plan, Design design, bool ofParts = false)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(design);
        (IsOfParts, Order) = (ofParts, ofParts ? RunPlan.PartOrder : plan.Order);
        (blocks, blockOrder) = (plan.Blocks, plan.Order);
        PagesPerHugepage = (1 << Order) / SlotsPerPage;
        Pages = PagesOf(Order, design.Parts.Any(part => part.RollsBackHead) ? InTableFromHead : InTable);
        numbers = new int[PagesPerHugepage];
        Array.Fill(numbers, -1);
        for (var number = 0; number < Pages.Count; number++)
        {
            numbers[Pages[number]] = number;
        }
        var (first, count) = ofParts ? (plan.Blocks, plan.Units - plan.Blocks) : (0, plan.Blocks);
        firstUnit = first;
        const int PerTable = Table / ((1 << RunPlan.PartOrder) / SlotsPerPage);
        Units = count <= MostParts ? [.. Enumerable.Range(first, count)] : [.. new[] { 0, 1, PerTable - 1, PerTable, count - 1 }.Select(part => first + part)];
        for (var folio = 0; folio < Units.Count; folio++)
        {
            folios.Add(Units[folio], folio);
        }
        IsWhole = Pages.Count == PagesPerHugepage && Units.Count == count;
    }

    /// <summary>The hugepages that are shown are what blocks are demoted to.</summary>
    public bool IsOfParts { get; }

    /// <summary>Order of these hugepages.</summary>
    public int Order { get; }

    /// <summary>Vmemmap pages of each.</summary>
    public int PagesPerHugepage { get; }

    /// <summary>The units of the machine that are shown: the model numbers them in this order.</summary>
    public IReadOnlyList<int> Units { get; }

    /// <summary>The pages of a hugepage that are shown, in order: the model numbers them in this order.</summary>
    public IReadOnlyList<int> Pages { get; }

    /// <summary>Every page of every hugepage of this size is shown.</summary>
    public bool IsWhole { get; }

    /// <summary>The pages of a hugepage of this order that are shown whatever the design.</summary>
    public static IReadOnlyList<int> AlwaysShown(int order) => PagesOf(order, InTable);

    /// <summary>The model's number of a page of a hugepage; -1 where it is not shown.</summary>
    public int NumberOf(int page) => page >= 0 && page < numbers.Length ? numbers[page] : -1;

    /// <summary>The model's number of a unit; -1 where it is not shown.</summary>
    public int FolioOf(int unit) => folios.GetValueOrDefault(unit, -1);

    /// <summary>The model's folio and page of a vmemmap page of the machine; -1 for each that is not shown.</summary>
    public (int Folio, int Page) PlaceOf(int page) => (FolioOf(firstUnit + page / PagesPerHugepage), NumberOf(page % PagesPerHugepage));

    /// <summary>The vmemmap page of the machine that the model has as this page of this folio.</summary>
    public int MachinePageOf(int folio, int page) => (Units[folio] - firstUnit) * PagesPerHugepage + Pages[page];

    /// <summary>A part of a block is made a hugepage of its own.</summary>
    public bool IsPartMade(KernelEvent happened) => happened is BlockPreparing preparing && preparing.Block >= blocks;

    /// <summary>An event with the model's numbers in the place of units; null where it is about a unit that is not shown.</summary>
    public KernelEvent? See(KernelEvent happened) => happened switch
    {
        CallBegun begun => See(begun.Call) is { } call ? begun with { Call = call } : null,
        CallReturned returned => See(returned.Call) is { } call ? returned with { Call = call } : null,
        OperationEntered entered => FolioOf(entered.Block) is >= 0 and var folio ? entered with { Block = folio } : null,
        OperationLeft left => FolioOf(left.Block) is >= 0 and var folio ? left with { Block = folio } : null,
        BlockFreeing freeing => FolioOf(freeing.Block) is >= 0 and var folio ? freeing with { Block = folio } : null,
        BlockPreparing preparing => FolioOf(preparing.Block) is >= 0 and var folio ? preparing with { Block = folio } : null,
        BlockPrepared prepared => FolioOf(prepared.Block) is >= 0 and var folio ? prepared with { Block = folio } : null,
        BlockFreed freed => FolioOf(freed.Block) is >= 0 and var folio ? freed with { Block = folio } : null,
        BlockRemoved removed => FolioOf(removed.Block) is >= 0 and var folio ? removed with { Block = folio } : null,
        UserChanged changed => FolioOf(changed.Block) is >= 0 and var folio ? changed with { Block = folio } : null,
        MappingChanged changed => FolioOf(changed.Block) is >= 0 and var folio ? changed with { Block = folio } : null,
        UserTold told => FolioOf(told.Block) is >= 0 and var folio ? told with { Block = folio } : null,
        RawErrorsRead read => FolioOf(read.Block) is >= 0 and var folio ? read with { Block = folio } : null,
        RawErrorRead read => FolioOf(read.Block) is >= 0 and var folio ? read with { Block = folio } : null,
        ZoneTailMade made => made.IsOfParts == IsOfParts ? made : null,
        _ => happened,
    };

    private static int[] PagesOf(int order, int[] inTable)
    {
        var pages = (1 << order) / SlotsPerPage;
        return [.. pages <= MostShown ? Enumerable.Range(0, pages) : Enumerable.Range(0, pages / Table).SelectMany(table => inTable.Select(page => table * Table + page))];
    }

    // An error has a base page, whatever hugepage that is part of.
    private Call? See(Call call)
    {
        if (call.Kind is not (CallKind.Fail or CallKind.Unpoison or CallKind.Offline))
        {
            return FolioOf(call.Block) is >= 0 and var folio ? call with { Block = folio } : null;
        }
        var page = call.Index + (call.Block < blocks ? call.Block << blockOrder : (call.Block - blocks) << RunPlan.PartOrder);
        return FolioOf(firstUnit + (page >> Order)) is >= 0 and var containing ? call with { Block = containing, Index = page & ((1 << Order) - 1) } : null;
    }
}
