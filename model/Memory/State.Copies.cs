namespace Vmemmap.Model.Memory;

/// <content>What kernel functions write to whole frames, and from struct page to struct page.</content>
public sealed partial class State<B, N>
{
    /// <summary><c>copy_page()</c>: every struct page of a frame.</summary>
    public void CopyPage(N to, N from)
    {
        PgHead.CopyRow(to, from);
        CompoundHead.CopyRow(to, from);
        PgHwpoison.CopyRow(to, from);
        Refcount.CopyRow(to, from);
        Metadata.CopyRow(to, from);
        Fresh[to] = false;
    }

    /// <summary>Each struct page of a frame becomes a copy of one of another frame.</summary>
    public void FillPage(N to, N from, N slot)
    {
        PgHead.Fill(to, PgHead[from, slot]);
        CompoundHead.Fill(to, CompoundHead[from, slot]);
        PgHwpoison.Fill(to, PgHwpoison[from, slot]);
        Refcount.Fill(to, Refcount[from, slot]);
        Metadata.Fill(to, Metadata[from, slot]);
        Fresh[to] = false;
    }

    /// <summary>Each struct page of a frame is written: none is a head, none has a flag, and none carries data.</summary>
    /// <param name="frame">the frame.</param>
    /// <param name="compoundHead">what each has for <c>compound_head</c>.</param>
    /// <param name="references">what each counts.</param>
    public void WritePage(N frame, N compoundHead, N references)
    {
        PgHead.Fill(frame, false);
        CompoundHead.Fill(frame, compoundHead);
        PgHwpoison.Fill(frame, false);
        Refcount.Fill(frame, references);
        Metadata.Fill(frame, None.Nobody);
    }

    /// <summary><c>memcpy()</c> of one struct page within a frame: the word with its flags.</summary>
    public void CopyFlags(N frame, N to, N from)
    {
        PgHead[frame, to] = PgHead[frame, from];
        PgHwpoison[frame, to] = PgHwpoison[frame, from];
    }

    /// <summary><c>memcpy()</c> of one struct page within a frame: <c>compound_head</c> and the rest.</summary>
    public void CopyRest(N frame, N to, N from)
    {
        CompoundHead[frame, to] = CompoundHead[frame, from];
        Refcount[frame, to] = Refcount[frame, from];
        Metadata[frame, to] = Metadata[frame, from];
    }
}
