using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>
/// Someone who walks page frame numbers and calls <c>compound_head()</c> on any struct page at any time, one load after the other, each
/// through any translation that its CPU may hold then. include/linux/page-flags.h <c>_compound_head()</c>, <c>page_fixed_fake_head()</c>.
/// </summary>
internal static class SpeculativeReader<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps(Design design)
    {
        yield return new("read-compound-head", "compound_head(): page->compound_head", [Folio, Page, Slot, Frame],
            [At(Reader.Idle), StepWriting.Translated<B, N>()],
            (s, x) =>
            {
                var (h, pointer) = (x.Folio, s.CompoundHead[x.Frame, x.Slot]);
                s.ReaderLive[h] = s.IsCompound(h);
                s.ReaderPage[h] = x.Page;
                s.ReaderSlot[h] = x.Slot;
                s.ReaderHead[h] = N.If(pointer != None.Nobody, pointer, State<B, N>.ItselfAsHead(h, x.Page, x.Slot));
                s.ReaderStage[h] = design.Lookup switch
                {
                    LookupRule.Pointer => Reader.Answered,
                    LookupRule.FakeHead => N.If(pointer == None.Nobody & x.Slot == 0, Reader.TestingFlag, Reader.Answered),
                    _ => N.If(pointer == None.Nobody & x.Slot == 0, Reader.ReadingNext, Reader.Answered),
                };
            });

        if (design.Lookup == LookupRule.FakeHead)
        {
            yield return new("read-pg-head", "page_fixed_fake_head(): test_bit(PG_head)", [Folio, Frame],
                [At(Reader.TestingFlag), ReaderTranslated],
                (s, x) => s.ReaderStage[x.Folio] = N.If(s.PgHead[x.Frame, 0], Reader.ReadingNext, Reader.Answered));
        }

        if (design.Lookup != LookupRule.Pointer)
        {
            yield return new("read-next-page", "page_fixed_fake_head(): page[1].compound_head", [Folio, Frame],
                [At(Reader.ReadingNext), ReaderTranslated],
                (s, x) =>
                {
                    var pointer = s.CompoundHead[x.Frame, 1];
                    s.ReaderHead[x.Folio] = N.If(pointer != None.Nobody, pointer, s.ReaderHead[x.Folio]);
                    s.ReaderStage[x.Folio] = Reader.Answered;
                });
        }

        yield return new("reader-ends", "the reader is done", [Folio], [At(Reader.Answered)],
            (s, x) =>
            {
                s.ReaderStage[x.Folio] = Reader.Idle;
                s.ReaderLive[x.Folio] = false;
                s.ReaderPage[x.Folio] = None.Nobody;
                s.ReaderSlot[x.Folio] = 0;
                s.ReaderHead[x.Folio] = None.Nobody;
            });
    }

    private static Conjunct<B, N> ReaderTranslated { get; } =
        new("a CPU may hold this translation", (s, x) => s.Reaches(x.Folio, s.ReaderPage[x.Folio], x.Frame));

    private static Conjunct<B, N> At(int stage) =>
        new($"the reader is '{Reader.Values.Show(stage)}'", (s, x) => s.ReaderStage[x.Folio] == stage);
}
