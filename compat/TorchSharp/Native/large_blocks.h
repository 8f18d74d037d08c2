#pragma once

#include <c10/core/CPUAllocator.h>
#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "small_blocks.h"

// Keeps the memory of large tensors for the next ones. libc maps each anew or gives the end of its heap back, and the first touch
// of fresh pages costs more than the arithmetic of an element-wise operator, in a virtual machine 10 µs a page. What is kept is
// bounded; blocks of huge pages ask for them. Small ones: SmallBlocks.
class LargeBlocks final : public c10::Allocator {
 public:
  static void install(size_t limit) { c10::SetCPUAllocator(instance = new LargeBlocks(limit), /*priority=*/1); }

  // Without override: allocate is const up to 2.2, copy_data is new after it.
  c10::DataPtr allocate(size_t bytes) { return const_cast<const LargeBlocks*>(this)->allocate(bytes); }

  void copy_data(void* to, const void* from, size_t bytes) const { std::memcpy(to, from, bytes); }

  c10::DataPtr allocate(size_t bytes) const {
    if (bytes - 1 < SmallBlocks::kLargest) return SmallBlocks::allocate(bytes);
    if (bytes == 0) return others_->allocate(bytes);
    void* block = take(size_class(bytes));
    return {block, block, &give_back, c10::Device(c10::DeviceType::CPU)};
  }

  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }

 private:
  static constexpr size_t kLarge = SmallBlocks::kLargest, kHugePage = 2 << 20;
  static inline LargeBlocks* instance = nullptr;

  explicit LargeBlocks(size_t limit) : others_(c10::GetCPUAllocator()), limit_(limit) {}

  // Eight sizes between two powers of two: at most an eighth is wasted, and similar tensors share blocks.
  static size_t size_class(size_t bytes) {
    size_t step = kLarge / 8;
    while (step * 16 <= bytes) step *= 2;
    return (bytes + step - 1) / step * step;
  }

  void* take(size_t bytes) const {
    std::lock_guard<std::mutex> lock(mutex_);
    // A larger block that lies idle is better than a new one.
    auto kept = free_.lower_bound(bytes);
    if (kept == free_.end() || kept->first > 2 * bytes) {
      void* block = fresh(bytes);
      sizes_[block] = bytes;
      return block;
    }
    void* block = kept->second.back();
    sizes_[block] = kept->first;
    free_bytes_ -= kept->first;
    kept->second.pop_back();
    if (kept->second.empty()) free_.erase(kept);
    return block;
  }

  void* fresh(size_t bytes) const {
    void* block = nullptr;
    size_t alignment = bytes < kHugePage ? 64 : kHugePage;
    if (posix_memalign(&block, alignment, bytes) != 0) {
      release_all();
      TORCH_CHECK(posix_memalign(&block, alignment, bytes) == 0, "out of memory: could not allocate ", bytes, " bytes for a tensor");
    }
    if (bytes >= kHugePage) madvise(block, bytes, MADV_HUGEPAGE);
    return block;
  }

  static void give_back(void* block) {
    std::unique_lock<std::mutex> lock(instance->mutex_);
    auto found = instance->sizes_.find(block);
    if (found == instance->sizes_.end()) {
      lock.unlock();
      return instance->others_->raw_deleter()(block);
    }
    size_t bytes = found->second;
    instance->sizes_.erase(found);
    if (instance->free_bytes_ + bytes > instance->limit_) instance->release_all();
    if (bytes > instance->limit_) return std::free(block);
    instance->free_[bytes].push_back(block);
    instance->free_bytes_ += bytes;
  }

  void release_all() const {
    for (auto& kept : free_)
      for (void* block : kept.second) std::free(block);
    free_.clear();
    free_bytes_ = 0;
  }

  c10::Allocator* others_;
  size_t limit_;
  mutable std::mutex mutex_;
  mutable std::map<size_t, std::vector<void*>> free_;
  mutable std::unordered_map<void*, size_t> sizes_;
  mutable size_t free_bytes_ = 0;
};
