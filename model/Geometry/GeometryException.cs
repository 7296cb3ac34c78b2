namespace Vmemmap.Model.Geometry;

/// <summary>Sizes that cannot be, or that cannot be optimised. The message is one sentence: what is wrong and what is allowed.</summary>
public sealed class GeometryException(string message) : Exception(message);
