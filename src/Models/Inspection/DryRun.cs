using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Models.Inspection;

/// <summary>Runs a batch through a model and writes down what happens: nothing is computed from a description, so nothing can differ from the model.</summary>
public static class DryRun
{
    /// <summary>Runs example windows through a model, in evaluation mode and without gradients.</summary>
    /// <param name="model">The model; its mode is as it was afterwards.</param>
    /// <param name="windows">The shape of each modality's window.</param>
    /// <param name="rows">Rows B.</param>
    /// <param name="diagnostics">Whether parts are asked what they have to say of themselves.</param>
    /// <exception cref="ArgumentException">A window does not fit its encoder.</exception>
    public static ModelReport Of(FusionModel model, IReadOnlyDictionary<string, WindowShape> windows, int rows = 2, bool diagnostics = false)
    {
        var training = model.training;
        model.eval();
        try
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            using var batch = new ExampleRows(windows, new Dictionary<string, int>(), rows).Make([.. Enumerable.Range(0, rows)]);
            using var said = diagnostics ? Diagnostics.Collect() : null;
            using var watch = new Watch();
            var stages = Stages(model.Plan, windows, watch).ToList();
            watch.CountLayers(model);
            model.call(batch);
            var seen = stages.Select(stage => stage.Report(watch, rows)).OfType<StageReport>().ToList();
            return new(seen, [.. Budgets(model.Plan, seen)], said?.Values ?? new Dictionary<string, double>());
        }
        finally
        {
            model.train(training);
        }
    }

    private static IEnumerable<Stage> Stages(ModelPlan plan, IReadOnlyDictionary<string, WindowShape> windows, Watch watch)
    {
        foreach (var (name, branch) in plan.Branches)
        {
            var width = name == Models.Stages.Query ? "D" : "E";
            watch.Add<ModalityWindow, MediaTokens>($"{name}.encoder", branch.Encoder, x => NamedShape.Of(x.Values, "B " + windows[branch.Modality].Axes), NamedShape.Of);
            yield return new($"{name}.encoder", PartName(branch.Encoder), (Module)branch.Encoder);
            watch.Add<MediaTokens, TokenSequence>($"{name}.resampler", branch.Resampler, NamedShape.Of, tokens => NamedShape.Of(tokens, "E"));
            yield return new($"{name}.resampler", PartName(branch.Resampler), (Module)branch.Resampler);
            if (branch.ToWidth is null) continue;
            watch.Add<Tensor, Tensor>($"{name}.to_width", branch.ToWidth, x => NamedShape.Of(x, "B T E"), y => NamedShape.Of(y, "B T " + width));
            yield return new($"{name}.to_width", "linear", branch.ToWidth);
        }
        for (var i = 0; i < plan.Fusion.Count; i++)
        {
            watch.AddBlock($"fusion_{i}", plan.Fusion[i].Block);
            yield return new($"fusion_{i}", PartName(plan.Fusion[i].Block), (Module)plan.Fusion[i].Block);
        }
        watch.Add<TokenSequence, Tensor>("pooling", plan.Pooling, x => NamedShape.Of(x), y => NamedShape.Of(y, "B D"));
        yield return new("pooling", PartName(plan.Pooling), (Module)plan.Pooling);
        foreach (var (name, head) in plan.Heads)
        {
            watch.Add<Tensor, Tensor>($"head_{name}", head, x => NamedShape.Of(x, "B D"), y => NamedShape.Of(y, "B K"));
            yield return new($"head_{name}", PartName(head), (Module)head);
        }
    }

    private static IEnumerable<TokenBudget> Budgets(ModelPlan plan, List<StageReport> seen)
    {
        foreach (var (name, _) in plan.Branches)
        {
            if (seen.Find(stage => stage.Name == $"{name}.resampler") is { } thinned)
                yield return new(name, thinned.Input.Sizes[1] * thinned.Input.Sizes[2], thinned.Output.Sizes[1]);
        }
    }

    private static string PartName(object part) =>
        part.GetType().GetCustomAttributes(typeof(PartAttribute), false).OfType<PartAttribute>().Single().Name;

    private sealed record Stage(string Name, string Part, Module Module)
    {
        public StageReport? Report(Watch watch, int rows) => watch.Of(Name) is not { } seen ? null : new(
            Name, Part, seen.Input, seen.Output,
            Module.parameters().Sum(p => p.numel()), Module.parameters().Where(p => p.requires_grad).Sum(p => p.numel()), seen.Products / rows);
    }
}
