using System.Text;
using Vmemmap.Model;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Control;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Trust;
using static Vmemmap.Verify.Show.MarkdownPage;

namespace Vmemmap.Verify.Show;

/// <summary>The machine with pictures, as a page of Markdown and a drawing: docs/machine.md and docs/machine.svg. What it lists is read off the model, what it draws is executed.</summary>
internal static class MachinePage
{
    /// <summary>The command that writes the page again.</summary>
    public const string Command = "dotnet run --project verify -- list tables --markdown > docs/machine.md";

    /// <summary>The command that writes the drawing again.</summary>
    public const string DrawingCommand = "dotnet run --project verify -- list tables --svg > docs/machine.svg";

    private static readonly Design Drawn = Linux518.Design;
    private static readonly Design Newest = Linux73.Design;

    /// <summary>The drawing: an optimise before it begins, before its flush, and when it is done.</summary>
    public static string Drawing =>
        MappingSvg.Of([("before", Picture(Scenario.Of(Drawn))), ("remapped, not flushed yet", Picture(Remapped)), ("optimised", Picture(Optimised))]);

    /// <summary>The page.</summary>
    public static string Text
    {
        get
        {
            StringBuilder page = new(Opening().ReplaceLineEndings("\n"));
            page.Append("```\n").Append(Story.SoFar(Optimised.Moves, Drawn.SmallScope, Drawn).TrimEnd()).Append("\n```\n\n");
            WritePerformers(page);
            WriteTables(page);
            page.Append(Closing.ReplaceLineEndings("\n"));
            return page.ToString();
        }
    }

    private static Scenario Remapped => Scenario.Of(Drawn).Do("optimise").Do("remap-tail").Do("remap-tail");

    private static Scenario Optimised => Remapped.Do("flush-remapped").Do("free-tail-frame").Do("free-tail-frame").Do("set-optimised");

    private static PicturedState Picture(Scenario scenario)
    {
        var instance = scenario.ToInstance();
        return SteppedStory.Pictured(instance.State, instance.Scope);
    }

    private static void WritePerformers(StringBuilder page)
    {
        page.Append($"""
            ## Who acts

            A step is what one of these does at once, as everybody else sees it: a store, a load, or what is done under one hold of a lock. Between any two steps anybody else may act. Where an actor has control points, one of them says where its
            code has got to, and a step begins at some and goes to another (`verify show {Newest.Name}` lists them, with `--dot` for Graphviz; the page that `verify report --html` writes draws them). The steps are those of `{Newest.Name}`.

            | who | what that is | control points | steps |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        var steps = Performers.Of(Newest).ToLookup(step => step.Value, step => step.Key);
        foreach (var who in Enum.GetValues<Performer>().Where(steps.Contains))
        {
            Line(page, $"| {Performers.Title(who)} | {Said(who)} | {PointsOf(who)} | {string.Join(", ", steps[who].Select(step => $"`{step}`"))} |");
        }
        page.Append('\n');
    }

    private static string PointsOf(Performer who) => who switch
    {
        Performer.Boot => $"{Points(Actor.Hugepage).Count(point => point.IsAtBoot)}",
        Performer.Operation => $"{Points(Actor.Hugepage).Count(point => !point.IsAtBoot)}",
        Performer.MemoryFailure => $"{Points(Actor.MemoryFailure).Count}",
        Performer.Reader => $"{Points(Actor.Reader).Count}",
        _ => "",
    };

    private static IReadOnlyList<ControlPoint> Points(Actor actor) => Newest.Shape.PointsOf(actor).InOrder;

    private static string Said(Performer who)
    {
        var file = SourceFile.All.Single(one => one.Path.EndsWith($"/{nameof(Performer)}.cs", StringComparison.Ordinal));
        return Docstring.SentenceAbove(file.Text[..(file.Text.IndexOf($"\n    {who},", StringComparison.Ordinal) + 1)])!;
    }

    private static void WriteTables(StringBuilder page)
    {
        page.Append("""
            ## What it remembers

            The state is a number of tables. `h` is a hugepage, `v` one of its V vmemmap pages, `s` one of the E struct pages in one, `f` a frame, `e` a place in a list, `p` a pin. Proofs leave V, E and the numbers of hugepages, frames and
            pins unknown. `verify list tables --design NAME` has the values that a table can have in a design, and `verify check` takes expressions over them ([how](your-own-design.md#an-invariant-from-the-command-line)). "A to B" is these designs and those between them in the order of `verify list designs`.


            """.ReplaceLineEndings("\n"));
        var readers = TableSheet.Readers;
        foreach (var group in TableSheet.Of(Catalogue.All).GroupBy(table => table.File))
        {
            Line(page, $"### {group.Key.Says}\n\n`{group.Key.Path}`\n");
            Line(page, "| table | what a cell says | designs | read by |\n|---|---|---|---|");
            foreach (var table in group)
            {
                Line(page, $"| `{table.Table.Usual}` | {table.Says} | {DesignSpan.Of(table.Designs)} | {string.Join(", ", readers[table.Table.Name].Select(Linked))} |");
            }
            page.Append('\n');
        }
    }

    private static string Linked(string invariant) => $"[{invariant}](invariants.md#{invariant}) ({string.Join(", ", KnownInvariants.All.Single(known => known.Name == invariant).Ids)})";

    private static string Opening() => $$"""
        # The machine

        What a design is made of, as the model has it: what there is in memory, who acts, and what is remembered. The lists below are read off the model and the pictures are executed: this page is written by
        `{{Command}}`, and the drawing by
        `{{DrawingCommand}}`; a test compares both.

        ## Memory

        ```
        a hugepage h (2 MiB)      base page   base page   base page   ...   base page      what people use;
                                      |           |           |                 |          a base page may be bad
                                      |  one struct page describes each of them |
                                      v           v           v                 v
        its struct pages          ( 0, 0 )    ( 0, 1 )   ...          ...  ( V-1, E-1 )    (v, s): slot s of vmemmap page v
                                    head        tail          all the others: tail         compound_head of a tail: the head
                                  \___________________/                 \___________/
        vmemmap pages                      VP0             ...              VPV-1          virtual; V of them, E struct pages each
                                            |                                 |
        page table entries              pte[h, 0]          ...          pte[h, V-1]        a frame, and writable or not; what CPUs
                                            |                                 |            may still hold of older entries: stale
                                            v                                 v
        frames                        [ frame f0 ]         ...         [ frame f7 ]        the contents of struct pages are in frames:
                                                                                           two pages that are mapped to one frame
                                                                                           show the same struct pages
        ```

        A load or store of a struct page goes to *(h, v, s)*; the translation of v, the entry or an older one that a CPU still holds, says to which frame. So PG_head, `compound_head`, PG_hwpoison and `_refcount` are tables of *(f, s)*, not of
        *(h, v, s)*. The optimisation maps the tail pages, those from VPR on, to one frame (R is 2 until v5.17, 1 since v5.18; since v7.1 the frame is the zone's), and gives the others away:

        ```
                       alloc, for a restore                    remapped, for an optimise
         buddy  ---------------------------->  list  <----------------------------------  vmemmap
           ^ |                                 |  |                                          ^
           | |         freed when flushed      |  |         mapped again                     |
           | |  <------------------------------+  +------------------------------------------+
           | v
         another user, who writes what he likes                  retired: bad memory, nobody's for good
        ```

        Each frame has an `owner`, one of {{string.Join(", ", new Instance(Newest, Newest.SmallScope).Memory.Layouts.Single(table => table.Name == "owner").Values!.Names!.Select(name => $"'{name}'"))}} (the list is 'collected').

        ## An optimise, executed

        ![vmemmap pages and the frames that they are mapped to: before an optimise, before its flush, and after it](machine.svg)

        A solid arrow is the page table entry (rw: stores are allowed, ro: they are not), a dashed one a stale translation: until the flush a CPU may load and store through either. In words ([how to read it](reading-a-counterexample.md)), with
        `{{Drawn.Name}}`, three vmemmap pages and two struct pages in each:


        """;

    private const string Closing = """
        ## The properties

        S1 to S26 are numbers of properties of safety, PA to PM of poison (memory errors); [by number](invariants.md#by-number) says which invariants cover each, and why some have none. An invariant speaks of one state: for all hugepages, pages,
        slots and frames, where its premises hold its conclusion does. What has to do with time is remembered in the state for it: the tables of what is the case, above, such as `stray_store`.

        ## What is modelled, and what is not

        * Any number of hugepages, frames, vmemmap pages and struct pages; one operation on each hugepage at a time, as the kernel's locks have it; any interleaving of their steps with those of everybody else.
        * Each CPU's translations as a set: whoever may hold an older entry may use it at any load or store, until a flush.
        * Errors of base pages and of the frames that hold struct pages, at any time.
        * Allocations that fail, wherever the kernel has a path for it.
        * Words of a struct page one by one, where they are read or written one by one; a copy of a page while it goes on, where CPUs can see it.
        * Not: reordered stores, deadlocks and progress, counters of the pool, zones but for their frame of tails, who the users are. The README has [the whole list, with reasons](../README.md#what-is-not-modelled-and-why).

        """;
}
