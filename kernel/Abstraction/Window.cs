using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// The vmemmap pages of a block that the model's state shows. Of a 2 MiB hugepage all eight. Of the 4,096 of a 1 GiB hugepage those around each boundary of a page table, the first ones, the last ones, and some
/// in between: every property says something of each page, and these are checked; the code walks over all of them.
/// </summary>
public sealed class Window
{
    /// <summary>Entries of a page table.</summary>
    public const int Table = 512;

    private const int MostShown = 64;
    private static readonly int[] Around = [-1, 0, 1];
    private static readonly int[] InBetween = [2, 3, 100, 333, 700, 1500, 2500, 3333, 3900];

    private readonly int[] numbers;

    /// <summary>The window on the blocks of a machine.</summary>
    public Window(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var pages = plan.PagesPerBlock;
        Pages = pages <= MostShown
            ? [.. Enumerable.Range(0, pages)]
            : [.. Enumerable.Range(0, pages / Table + 1).SelectMany(table => Around.Select(step => table * Table + step)).Concat(InBetween).Where(page => page >= 0 && page < pages).Distinct().Order()];
        numbers = new int[pages];
        Array.Fill(numbers, -1);
        for (var number = 0; number < Pages.Count; number++)
        {
            numbers[Pages[number]] = number;
        }
    }

    /// <summary>The pages of a block that are shown, in order: the model numbers them in this order.</summary>
    public IReadOnlyList<int> Pages { get; }

    /// <summary>Every page is shown.</summary>
    public bool IsWhole => Pages.Count == numbers.Length;

    /// <summary>The model's number of a page of a block; -1 where it is not shown.</summary>
    public int NumberOf(int page) => numbers[page];
}
