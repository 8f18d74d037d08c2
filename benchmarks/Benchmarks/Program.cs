using Eegavi.Benchmarks;
using Eegavi.Benchmarks.Logistic;
using Eegavi.Benchmarks.Transforms;
using static TorchSharp.torch;

switch (args)
{
    case ["worker"]:
        new Worker().Serve(Console.In, Console.Out);
        return 0;
    case ["worker", "bfloat16"]:
        new Worker(ScalarType.BFloat16).Serve(Console.In, Console.Out);
        return 0;
    case ["cuda-worker", var products, var rows] when int.TryParse(rows, out var count) && count > 0:
        new Worker(products == "bfloat16" ? ScalarType.BFloat16 : null, CUDA, count).Serve(Console.In, Console.Out);
        return 0;
    case ["cuda", var pytorch, var rounds] when int.TryParse(rounds, out var count) && count > 0:
        new CudaComparison(pytorch, count, Console.Out).Run();
        return 0;
    case ["export", var folder]:
        new Worker().Export(folder);
        return 0;
    case ["compare", var pytorch, var rounds] when int.TryParse(rounds, out var count) && count > 0:
        new Comparison(pytorch, count, Console.Out).Run();
        return 0;
    case ["blocks-worker"]:
        new BlockWorker().Serve(Console.In, Console.Out);
        return 0;
    case ["blocks-export", var folder]:
        BlockWorker.Export(folder);
        return 0;
    case [("blocks" or "blocks-one-core") and var what, var pytorch, var rounds, var only] when int.TryParse(rounds, out var count) && count > 0:
        using (var blocks = new BlockComparison(pytorch, count, only, what == "blocks" ? null : 0, Console.Out, Console.Error)) blocks.Run();
        return 0;
    case ["calls-worker"]:
        CallWorker.Serve(Console.In, Console.Out);
        return 0;
    case ["calls", var pytorch, var rounds] when int.TryParse(rounds, out var count) && count > 0:
        new CallComparison(pytorch, count, Console.Out).Run();
        return 0;
    case ["transform", var rounds] when int.TryParse(rounds, out var count) && count > 0:
        new TransformComparison(count, Console.Out).Run();
        return 0;
    case ["logistic", var workers, var rounds] when int.TryParse(rounds, out var count) && count > 0:
        new LogisticComparison(workers, count, Console.Out).Run();
        return 0;
    default:
        Console.Error.WriteLine("Expected 'worker [bfloat16]', 'export FOLDER', 'compare PYTORCH-FOLDER ROUNDS', or the same of parts: 'blocks-worker', 'blocks-export FOLDER', 'blocks PYTORCH-FOLDER ROUNDS PART', 'blocks-one-core' with the same, or of single calls: 'calls-worker', 'calls PYTORCH-FOLDER ROUNDS', or 'transform ROUNDS', or 'logistic PYTORCH-FOLDER ROUNDS', or on a graphics processor: 'cuda-worker float32|bfloat16 ROWS', 'cuda PYTORCH-FOLDER ROUNDS'.");
        return 2;
}
