using Eegavi.Plugins;

namespace Eegavi.Fusion.Tests;

/// <summary>Makes this assembly's parts by name, with checked options.</summary>
internal static class Make
{
    public static IParts Parts { get; } = new Parts(PartCatalog.Scan(typeof(TanhGate).Assembly));

    public static TKind Part<TKind>(string type, object? options = null, int width = 16, int inputWidth = 0, params int[] contexts) where TKind : class, IPart =>
        Parts.Create(new Part<TKind>(type, options), new PartSizes { Width = width, InputWidth = inputWidth > 0 ? inputWidth : width, ContextWidths = contexts, Outputs = 3 });
}
