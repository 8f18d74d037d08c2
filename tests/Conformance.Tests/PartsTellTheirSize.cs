using TorchSharp;

namespace Eegavi.Conformance.Tests;

/// <summary>No part of ours is much larger than its options tell before it is made: what bundles are held to is near what they would cost.</summary>
public sealed class PartsTellTheirSize
{
    private static readonly PartSizes Sizes = new() { Width = 256, InputWidth = 192, ContextWidths = [128, 320], ContextNames = ["a", "b"], Heads = 4, HeadWidth = 64, Outputs = 48 };
    private static readonly PartSuite Suite = new EveryPartConforms().Suite;
    private static readonly Type[] InModels = [typeof(IEncoder), typeof(IResampler), typeof(IFusionBlock), typeof(IGate), typeof(IVisibility), typeof(IPosition), typeof(IPooling), typeof(IHead)];

    public static TheoryData<string> Parts => [.. Suite.Catalog.All.Where(part => InModels.Contains(part.Kind.Contract)).Select(PartSuite.Key)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Held_IsNoLargeMultipleOfWhatIsTold(string key)
    {
        var part = Suite.Catalog.All.Single(info => PartSuite.Key(info) == key);
        var options = Suite.Options(part).Of(new(0, 0, 0));
        var make = typeof(Plugins.Parts).GetMethod(nameof(Plugins.Parts.Create))!.MakeGenericMethod(part.Kind.Contract);
        using var made = (torch.nn.Module)make.Invoke(new Plugins.Parts(Suite.Catalog), [Activator.CreateInstance(typeof(Part<>).MakeGenericType(part.Kind.Contract), part.Name, options), Sizes])!;
        var told = (options as ISizedOptions)?.LeastNumbers(Sizes) ?? 0;
        made.state_dict().Values.Sum(tensor => tensor.numel()).Should().BeLessThan((long)(8 * told) + 4096);
    }
}
