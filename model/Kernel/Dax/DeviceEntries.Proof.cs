namespace Vmemmap.Model.Kernel.Dax;

/// <summary>Which entries of the memory map of a device there are, and whose the frames are that they lead to: what the lemmas of several parts are made of.</summary>
internal static class DeviceEntries<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The entries go, one after the other.</summary>
    public static B IsGoing(State<B, N> s, N h) => s.At(h, DevicePoints.Depopulating) | s.At(h, DevicePoints.Dropped);

    /// <summary>Every entry is there.</summary>
    public static B IsWhole(State<B, N> s, N h) => s.At(h, DevicePoints.Populated) | s.At(h, DevicePoints.HeadSet) | s.IsCompound(h);

    /// <summary>The entry is there.</summary>
    public static B IsThere(State<B, N> s, N h, N v) =>
        IsWhole(s, h) | (s.At(h, DevicePoints.Populating) & v < s.Cursor[h]) | (IsGoing(s, h) & v >= s.Cursor[h] & v < s.WalkEnd[h]);

    /// <summary>The first entry that maps the frame of an entry.</summary>
    public static N FirstOf(State<B, N> s, N h, N v)
    {
        var first = N.If(v >= s.KeptPages, s.KeptPages - 1, v);
        return N.If(IsGoing(s, h) & first < s.Cursor[h], s.Cursor[h], first);
    }

    /// <summary>The page allocator has the frame of an entry already.</summary>
    public static B IsDropped(State<B, N> s, N h, N v)
    {
        var isAlone = s.Shape.Layout.IsTailOfZone ? v < s.KeptPages : v < s.KeptPages - 1 | v + 1 == s.WalkEnd[h];
        return s.At(h, DevicePoints.Dropped) & v == s.Cursor[h] & isAlone;
    }
}
