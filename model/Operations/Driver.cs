using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>
/// The driver of Matthew Wilcox's first objection (2020-09-15, 14:32): get_user_pages() hands it head+i; it keeps that pointer, and
/// much later asks for the head and drops its reference there.
/// </summary>
internal static class Driver<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps()
    {
        yield return new("pin", "get_user_pages()", [Folio, Page, Slot, Frame],
            [
                new("the user has the page mapped", (s, x) => s.UserHolds[x.Folio]),
                StepWriting.Translated<B, N>(),
                new("a pin is left", (s, x) => s.PinCount[x.Folio] < s.Pins),
            ],
            (s, x) =>
            {
                var (h, pin) = (x.Folio, s.PinCount[x.Folio]);
                var found = s.HeadOf(h, x.Page, x.Slot, x.Frame) == h;
                var head = s.HeadFrame(h);
                s.Refcount[head, 0] = s.Refcount[head, 0] + N.If(found, 1, 0);
                s.LostReference[h] = s.LostReference[h] | !found;
                s.PinPage[h, pin] = x.Page;
                s.PinSlot[h, pin] = x.Slot;
                s.PinCount[h] = pin + 1;
            });

        yield return new("unpin", "put_page(head + i)", [Folio, Pin, Frame],
            [
                new("the driver holds this pin", (s, x) => x.Pin < s.PinCount[x.Folio]),
                new("a CPU may hold this translation", (s, x) => s.Reaches(x.Folio, s.PinPage[x.Folio, x.Pin], x.Frame)),
            ],
            (s, x) =>
            {
                var (h, last) = (x.Folio, s.PinCount[x.Folio] - 1);
                var found = s.HeadOf(h, s.PinPage[h, x.Pin], s.PinSlot[h, x.Pin], x.Frame) == h;
                s.LostReference[h] = s.LostReference[h] | !found;
                s.PinPage[h, x.Pin] = s.PinPage[h, last];
                s.PinSlot[h, x.Pin] = s.PinSlot[h, last];
                s.PinPage[h, last] = None.Nobody;
                s.PinSlot[h, last] = 0;
                s.PinCount[h] = last;
                Pool<B, N>.Put(s, h, N.If(found, 1, 0));
            });
    }
}
