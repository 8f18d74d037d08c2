namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Schedules one after the other; each starts at its milestone.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly List<LRScheduler> _schedulers;
                    private readonly List<int> _milestones;

                    /// <summary>One milestone less than schedules.</summary>
                    /// <exception cref="ArgumentException">The numbers do not fit, or a schedule is of another optimiser.</exception>
                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones,
                        int last_epoch = -1)
                        : base(optimizer, last_epoch + 1)
                    {
                        (_schedulers, _milestones) = (schedulers.ToList(), milestones.ToList());
                        if (_schedulers.Any(scheduler => !ReferenceEquals(scheduler._optimizer, optimizer)))
                        {
                            throw new ArgumentException("Expected all schedulers to be of the given optimizer; got one of another optimizer.");
                        }

                        if (_milestones.Count != _schedulers.Count - 1)
                        {
                            throw new ArgumentException($"Expected {_schedulers.Count - 1} milestones for {_schedulers.Count} schedulers; got {_milestones.Count}.");
                        }

                        // Each schedule has made its first step when it was made: all start over, the first one at once.
                        foreach (var group in optimizer.ParamGroups)
                        {
                            group.LearningRate = group.InitialLearningRate;
                        }

                        _schedulers.ForEach(scheduler => scheduler._last_epoch--);
                        _schedulers[0].step();
                        _last_lrs = Rates();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        var index = _milestones.Count(milestone => milestone <= _last_epoch);
                        if (index > 0 && _milestones[index - 1] == _last_epoch)
                        {
                            _schedulers[index].step((int?)0);
                        }
                        else
                        {
                            _schedulers[index].step();
                        }

                        return Rates();
                    }
                }

                /// <summary>Schedules that all step at once.</summary>
                public class ChainedLR : LRScheduler
                {
                    private readonly List<LRScheduler> _schedulers;

                    /// <summary>Of one optimiser.</summary>
                    public ChainedLR(IEnumerable<LRScheduler> schedulers)
                    {
                        _schedulers = schedulers.ToList();
                        _optimizer = _schedulers[0]._optimizer;
                        _base_lrs = _schedulers[0]._base_lrs;
                        _last_lrs = Rates();
                    }

                    /// <inheritdoc/>
                    public override void step()
                    {
                        _schedulers.ForEach(scheduler => scheduler.step());
                        _last_lrs = Rates();
                    }
                }
            }
        }
    }
}
