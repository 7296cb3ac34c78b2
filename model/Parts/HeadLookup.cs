namespace Vmemmap.Model.Parts;

/// <summary>The words that a lookup may load of a struct page: its own <c>compound_head</c>, PG_head, and <c>page[1].compound_head</c>.</summary>
/// <param name="CompoundHead">the folio whose head it points to, or nobody where bit 0 is clear.</param>
/// <param name="PgHead">the flag.</param>
/// <param name="NextCompoundHead">the pointer of the struct page after it.</param>
/// <param name="KeyIsOn">the static key of the fake-head test, where it has one: some hugepage counts as optimised.</param>
public readonly record struct Loaded<B, N>(N CompoundHead, B PgHead, N NextCompoundHead, B KeyIsOn)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>;

/// <summary>What <c>page_fixed_fake_head()</c> loads to tell a fake head.</summary>
public enum FakeHeadTest
{
    /// <summary>There are no fake heads.</summary>
    None,

    /// <summary><c>page[1].compound_head</c>.</summary>
    Next,

    /// <summary>PG_head, and where it is set <c>page[1].compound_head</c>.</summary>
    FlagThenNext,
}

/// <summary>How <c>compound_head()</c> finds the head of a tail in a design: a function of the words that it loads.</summary>
public abstract record HeadLookup : Part
{
    /// <summary>How it tells a fake head.</summary>
    public virtual FakeHeadTest FakeHeadTest => FakeHeadTest.None;

    /// <summary>It looks for fake heads only while <c>hugetlb_optimize_vmemmap_key</c> is on, which counts optimised hugepages (v5.19 to v7.0).</summary>
    public virtual bool HasKey => false;

    /// <summary>The folio to whose head a word with bit 0 set leads from a struct page of a folio; another answer where bit 0 is clear. A pointer says it itself.</summary>
    public virtual N LeadsTo<B, N>(N folio, N word, N otherwise)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => N.If(word != None.Nobody, word, otherwise);

    /// <summary>The folio whose head <c>compound_head()</c> of the struct page (folio, page, slot) returns, or nobody where it returns a struct page that is no head.</summary>
    public abstract N HeadOf<B, N>(N folio, N page, N slot, Loaded<B, N> words)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;

    /// <summary><c>PageHead()</c> of a struct page.</summary>
    public abstract B PageHead<B, N>(N folio, N page, N slot, Loaded<B, N> words)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;

    /// <summary><c>PageTail()</c> of a struct page.</summary>
    public abstract B PageTail<B, N>(N folio, N page, N slot, Loaded<B, N> words)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;

    /// <summary><see cref="HeadOf{B, N}(N, N, N, Loaded{B, N})"/>, all loads made in one frame.</summary>
    public N HeadOf<B, N>(State<B, N> s, N folio, N page, N slot, N frame)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => HeadOf(folio, page, slot, Words(s, slot, frame, frame, frame));

    /// <summary>
    /// The answer holds for every lookup of a struct page of which all loads are made at one instant, through one translation: where the frame is being overwritten each load returns
    /// the old value or the new one.
    /// </summary>
    public B Always<B, N>(State<B, N> s, N folio, N slot, N frame, Func<Loaded<B, N>, B> answer)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var isOn = Each(true);
        return HasKey ? isOn & (!s.KeyMayBeOff(folio) | Each(false)) : isOn;

        B Each(bool key)
        {
            var holds = answer(Words(s, slot, frame, frame, frame, key));
            if (!s.Shape.Overwrites)
            {
                return holds;
            }
            B mixed = true;
            var (old, copied) = (frame, s.CopySource(folio));
            foreach (var head in new[] { old, copied })
            {
                foreach (var flag in new[] { old, copied })
                {
                    mixed &= answer(Words(s, slot, head, flag, old, key)) & answer(Words(s, slot, head, flag, copied, key));
                }
            }
            return holds & (mixed | !(s.IsCopying(folio) & frame == s.ListFront(folio)));
        }
    }

    /// <summary>
    /// <see cref="HeadOf{B, N}(State{B, N}, N, N, N, N)"/> is the head, whether the key is on or not. Where no copy of the head is left in a tail page the key matters for hugepages only that count as optimised
    /// themselves, and then it is on.
    /// </summary>
    public B FindsHead<B, N>(State<B, N> s, N folio, N page, N slot, N frame)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var finds = HeadOf(s, folio, page, slot, frame) == folio;
        return HasKey && s.Shape.LeavesCopies
            ? finds & (!s.KeyMayBeOff(folio) | HeadOf(folio, page, slot, Words(s, slot, frame, frame, frame, key: false)) == folio)
            : finds;
    }

    private static Loaded<B, N> Words<B, N>(State<B, N> s, N slot, N head, N flag, N next, bool key = true)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => new(s.CompoundHead[head, slot], s.PgHead[flag, slot], s.CompoundHead[next, 1], key);
}
