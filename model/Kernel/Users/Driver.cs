namespace Vmemmap.Model.Kernel.Users;

/// <summary>
/// The driver of Matthew Wilcox's first objection (2020-09-15, 14:32): get_user_pages() hands it head+i; it keeps that pointer, and much later asks for the head and drops
/// its reference there.
/// </summary>
[KernelFunction("get_user_pages(), put_page(head + i)", "Matthew Wilcox, 2020-09-15 14:32")]
public sealed partial record Driver : Part
{
    public override Performer Performer => Performer.Driver;

    public override IReadOnlyList<ControlPoint> Visits => [];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var lookup = parts.The<HeadLookup>();
        return
        [
            new("pin", "get_user_pages()", Folio, Page, Slot, Frame)
            {
                When =
                [
                    ("the user has the page mapped", (s, x) => s.HasMapped(x.Folio)),
                    // Of what a driver put elsewhere the head's count is still in: the pins are those that are held, and those that are lost.
                    ("a pin is left", (s, x) => s.PinCount[x.Folio] < s.Pins & (!s.LostReference[x.Folio] | s.Refcount[s.HeadFrame(x.Folio), 0] <= s.Pins)),
                ],
                Through = (s, x) => s.Reaches(x.Folio, x.Page, x.Frame),
                Then = (s, x) =>
                {
                    var (h, pin) = (x.Folio, s.PinCount[x.Folio]);
                    var found = lookup.HeadOf(s, h, x.Page, x.Slot, x.Frame) == h;
                    var head = s.HeadFrame(h);
                    s.Refcount[head, 0] = s.Refcount[head, 0] + N.If(found, 1, 0);
                    s.LostReference[h] = s.LostReference[h] | !found;
                    s.PinPage[h, pin] = x.Page;
                    s.PinSlot[h, pin] = x.Slot;
                    s.PinCount[h] = pin + 1;
                },
            },

            new("unpin", "put_page(head + i)", Folio, Pin, Frame)
            {
                When = [("the driver holds this pin", (s, x) => x.Pin < s.PinCount[x.Folio])],
                Through = (s, x) => s.Reaches(x.Folio, s.PinPage[x.Folio, x.Pin], x.Frame),
                Then = (s, x) =>
                {
                    var (h, last) = (x.Folio, s.PinCount[x.Folio] - 1);
                    var found = lookup.HeadOf(s, h, s.PinPage[h, x.Pin], s.PinSlot[h, x.Pin], x.Frame) == h;
                    s.LostReference[h] = s.LostReference[h] | !found;
                    s.PinPage[h, x.Pin] = s.PinPage[h, last];
                    s.PinSlot[h, x.Pin] = s.PinSlot[h, last];
                    s.PinPage[h, last] = None.Nobody;
                    s.PinSlot[h, last] = 0;
                    s.PinCount[h] = last;
                    s.Inflight[h] = s.Inflight[h] | s.PutHead(h, N.If(found, 1, 0));
                },
            },
        ];
    }
}
